package dev.tenure.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Zendesk's incremental export pages, which repeat an item where one page ends and the next begins.
 */
final class ZendeskPages {
  private static final int AGENTS_BEFORE = 5;

  private final Ids ids;
  private final FeatureCounts features;
  private final List<String> organizations = new ArrayList<>();
  private final List<String> users = new ArrayList<>();

  ZendeskPages(Ids ids, FeatureCounts features) {
    this.ids = ids;
    this.features = features;
  }

  void addAgent(int number, LocalDate day) {
    String name = Names.person(number * 11 + 5);
    String email = Names.mailbox(name) + "@tenure.example";
    users.add(user(ids.zendesk(2, number), name, email, null, "agent", day));
  }

  /** An account's organization and its two users. */
  void addOrganization(AccountProfile account, LocalDate day) {
    long id = ids.zendesk(1, account.number());
    String at = BusinessTime.iso(BusinessTime.epoch(day, 40_000));
    organizations.add(
        Json.object()
            .put("id", id)
            .put("name", account.name())
            .put("external_id", account.id())
            .raw("domain_names", "[\"" + account.domain() + "\"]")
            .raw("tags", "[]")
            .put("created_at", at)
            .put("updated_at", at)
            .end());
    for (int i = 0; i < 2; i++) {
      String name = Names.person(account.number() * 5 + i);
      String email = Names.mailbox(name) + "@" + account.domain();
      long userId = ids.zendesk(2, account.number() * 2L + i + AGENTS_BEFORE);
      users.add(user(userId, name, email, id, "end-user", day));
    }
  }

  String rating(Ticket ticket, String score, long at) {
    return Json.object()
        .put("id", ids.zendesk(4, ticket.id() % 100_000_000L))
        .put("ticket_id", ticket.id())
        .put("requester_id", ticket.requesterId())
        .put("assignee_id", ticket.assigneeId())
        .put("score", score)
        .put("reason", (String) null)
        .put("comment", score.equals("bad") ? "It took too long." : null)
        .put("created_at", BusinessTime.iso(at))
        .put("updated_at", BusinessTime.iso(at))
        .end();
  }

  /** Writes the new organizations and users. */
  void extract(LocalDate day, Inbox inbox, String source) {
    writeIfAny(day, inbox, source, "organizations", organizations);
    writeIfAny(day, inbox, source, "users", users);
  }

  /** Writes the changed tickets; every other day they fill two pages. */
  void writeTickets(LocalDate day, Inbox inbox, String source, List<Ticket> tickets) {
    List<String> records = new ArrayList<>(tickets.stream().map(Ticket::json).toList());
    inbox
        .corruption(source, "tickets", day)
        .ifPresent(
            kind -> {
              records.add(
                  0, tickets.isEmpty() ? "{\"status\":\"open\"}" : tickets.get(0).withoutId());
              inbox.noteJunk(source, "tickets", day, "tickets-1.json", 1, kind);
            });
    int half = records.size() / 2;
    if (day.toEpochDay() % 2 == 0 && half > 0) {
      writePage(day, inbox, source, "tickets", 1, records.subList(0, half + 1));
      writePage(day, inbox, source, "tickets", 2, records.subList(half, records.size()));
      features.count(Feature.REPEATED_TICKET);
    } else {
      write(day, inbox, source, "tickets", records);
    }
  }

  void write(LocalDate day, Inbox inbox, String source, String entity, List<String> records) {
    writePage(day, inbox, source, entity, 1, records);
  }

  private void writeIfAny(
      LocalDate day, Inbox inbox, String source, String entity, List<String> records) {
    if (!records.isEmpty()) {
      write(day, inbox, source, entity, records);
      records.clear();
    }
  }

  private void writePage(
      LocalDate day, Inbox inbox, String source, String entity, int page, List<String> records) {
    String json =
        Json.object()
            .raw(entity, "[\n" + String.join(",\n", records) + "\n]")
            .put("count", records.size())
            .put("after_cursor", day + "-" + page)
            .put("end_of_stream", true)
            .end();
    inbox.write(
        source, entity, day, entity + "-" + page + ".json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String user(
      long id, String name, String email, Long organizationId, String role, LocalDate day) {
    String at = BusinessTime.iso(BusinessTime.epoch(day, 40_100));
    return Json.object()
        .put("id", id)
        .put("name", name)
        .put("email", email)
        .putNumber("organization_id", organizationId)
        .put("role", role)
        .put("active", true)
        .put("suspended", false)
        .put("created_at", at)
        .put("updated_at", at)
        .end();
  }
}
