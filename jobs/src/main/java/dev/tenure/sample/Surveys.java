package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The survey tool: invitations and responses; unwell accounts answer badly. */
final class Surveys implements SourceSystem {
  private static final String[] RESPONSE_COLUMNS = {
    "response_id",
    "survey_type",
    "account_id",
    "respondent_email",
    "score",
    "scale_min",
    "scale_max",
    "comment",
    "submitted_at"
  };
  private static final String[] INVITATION_COLUMNS = {
    "invitation_id", "survey_type", "account_id", "respondent_email", "sent_at", "is_bounced"
  };
  private static final List<String> COMMENTS =
      List.of("", "", "Great tool, helpful people", "Too slow,\nand too dear", "It is \"fine\"");

  private final Dice dice;
  private final List<String> invitations = new ArrayList<>();
  private final List<String> responses = new ArrayList<>();
  private long invitationCount;

  Surveys(long seed) {
    this.dice = Dice.of(seed, "surveys", 0);
  }

  @Override
  public String name() {
    return "surveys";
  }

  /** A day's invitations; the answers come in the days after. */
  void live(List<Life> lives, LocalDate day) {
    for (Life life : lives) {
      if (life.hasSubscription() && life.crmAccount().isPresent() && dice.chance(0.03)) {
        Kind kind = dice.pick(List.of(Kind.NPS, Kind.NPS, Kind.CSAT, Kind.CES));
        invite(life, kind, dice.between(0, 1), day);
      }
    }
  }

  @Override
  public void extract(LocalDate day, Inbox inbox) {
    CsvText answered = new CsvText(RESPONSE_COLUMNS);
    responses.forEach(answered::add);
    inbox
        .corruption(name(), "responses", day)
        .ifPresent(
            kind -> {
              answered.add(junk(kind, day));
              inbox.noteJunk(name(), "responses", day, "responses.csv", answered.rows(), kind);
            });
    inbox.write(name(), "responses", day, "responses.csv", answered.bytes());
    if (!invitations.isEmpty()) {
      CsvText invited = new CsvText(INVITATION_COLUMNS);
      invitations.forEach(invited::add);
      inbox.write(name(), "invitations", day, "invitations.csv", invited.bytes());
    }
    responses.clear();
    invitations.clear();
  }

  private void invite(Life life, Kind kind, int person, LocalDate day) {
    String number = String.valueOf(++invitationCount);
    String email =
        Names.mailbox(Names.person(life.number() * 5 + person)) + "@" + life.profile().domain();
    boolean isBounced = dice.chance(0.03);
    String sentAt = BusinessTime.iso(BusinessTime.epoch(day, BusinessTime.secondOfDay(dice)));
    invitations.add(
        CsvText.row("inv-" + number, kind.word, life.profile().id(), email, sentAt, isBounced));
    if (!isBounced && dice.chance(0.5)) {
      life.plan(day.plusDays(dice.between(1, 6)), it -> respond(life, kind, number, email, it));
    }
  }

  private void respond(Life life, Kind kind, String number, String email, LocalDate day) {
    double mood = Math.max(0, Math.min(1, 0.25 + 0.75 * life.health() + 0.15 * dice.noise()));
    responses.add(
        CsvText.row(
            "res-" + number,
            kind.word,
            life.profile().id(),
            email,
            kind.lowest + Math.round(mood * (kind.highest - kind.lowest)),
            kind.lowest,
            kind.highest,
            dice.pick(COMMENTS),
            BusinessTime.iso(BusinessTime.epoch(day, BusinessTime.secondOfDay(dice)))));
  }

  private static String junk(Corruption kind, LocalDate day) {
    String at = BusinessTime.iso(BusinessTime.epoch(day, 40_000));
    String id = "res-junk-" + day;
    return switch (kind) {
      case TOO_FEW_COLUMNS -> CsvText.row(id, "nps");
      case NO_ID -> CsvText.row(null, "nps", null, "who@nowhere.example", 9, 0, 10, null, at);
      case UNREADABLE_NUMBER, BAD_JSON ->
          CsvText.row(id, "nps", null, "who@nowhere.example", "ten", 0, 10, null, at);
    };
  }

  private enum Kind {
    NPS("nps", 0, 10),
    CSAT("csat", 1, 5),
    CES("ces", 1, 7);

    private final String word;
    private final int lowest;
    private final int highest;

    Kind(String word, int lowest, int highest) {
      this.word = word;
      this.lowest = lowest;
      this.highest = highest;
    }
  }
}
