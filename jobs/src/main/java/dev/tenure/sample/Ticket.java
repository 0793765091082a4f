package dev.tenure.sample;

import java.time.LocalDate;
import java.util.Locale;

/** A support ticket on its way from new to closed. */
final class Ticket {
  private final long id;
  private final long organizationId;
  private final long requesterId;
  private final long assigneeId;
  private final String subject;
  private final String priority;
  private final long created;
  private String status = "new";
  private String score = "unoffered";
  private LocalDate changedDay;
  private long updated;

  Ticket(
      long id,
      long organizationId,
      long requesterId,
      long assigneeId,
      String subject,
      String priority,
      LocalDate day,
      int secondOfDay) {
    this.id = id;
    this.organizationId = organizationId;
    this.requesterId = requesterId;
    this.assigneeId = assigneeId;
    this.subject = subject;
    this.priority = priority;
    this.created = BusinessTime.epoch(day, secondOfDay);
    this.changedDay = day;
    this.updated = created;
  }

  long id() {
    return id;
  }

  long requesterId() {
    return requesterId;
  }

  long assigneeId() {
    return assigneeId;
  }

  String status() {
    return status;
  }

  LocalDate changedDay() {
    return changedDay;
  }

  boolean isRated() {
    return !score.equals("unoffered");
  }

  boolean isOver() {
    return status.equals("closed") || status.equals("deleted");
  }

  void become(String next, LocalDate day, int secondOfDay) {
    status = next;
    update(day, secondOfDay);
  }

  void rate(String next, LocalDate day, int secondOfDay) {
    score = next;
    update(day, secondOfDay);
  }

  String json() {
    return json(Json.object().put("id", id));
  }

  /** The ticket as a record that lost its id. */
  String withoutId() {
    return json(Json.object());
  }

  private String json(Json json) {
    return json.put("external_id", (String) null)
        .raw("via", "{\"channel\":\"" + (id % 3 == 0 ? "email" : "web") + "\"}")
        .put("created_at", BusinessTime.iso(created))
        .put("updated_at", BusinessTime.iso(updated))
        .put("generated_timestamp", updated + 1)
        .put("type", id % 4 == 0 ? "problem" : "question")
        .put("subject", subject)
        .put("priority", priority)
        .put("status", status)
        .put("requester_id", requesterId)
        .put("submitter_id", requesterId)
        .putNumber("assignee_id", status.equals("new") ? null : assigneeId)
        .put("organization_id", organizationId)
        .raw("tags", "[\"" + subject.split(" ", 2)[0].toLowerCase(Locale.ROOT) + "\"]")
        .raw("satisfaction_rating", "{\"score\":\"" + score + "\"}")
        .end();
  }

  private void update(LocalDate day, int secondOfDay) {
    changedDay = day;
    updated = Math.max(updated + 1, BusinessTime.epoch(day, secondOfDay));
  }
}
