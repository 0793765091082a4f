package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

/**
 * Something that a user did in the product.
 *
 * @param messageId the id on which events are de-duplicated
 * @param happenedAt epoch milliseconds
 * @param properties JSON text
 */
record UsageEvent(
    String messageId,
    String accountId,
    String userId,
    String event,
    long happenedAt,
    String properties) {
  UsageEvent {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(accountId, "accountId is null");
    requireNonNull(userId, "userId is null");
    requireNonNull(event, "event is null");
    requireNonNull(properties, "properties is null");
  }
}
