package dev.tenure.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Zendesk account: organizations, users, tickets and ratings; unwell accounts ask more. */
final class SupportDesk implements SourceSystem {
  private static final List<String> SUBJECTS =
      List.of("Login fails", "Export \"stuck\" at 99%", "Invoice question", "Slow dashboard");
  private static final List<String> PRIORITIES =
      List.of("low", "normal", "normal", "high", "urgent");
  private static final int AGENTS = 5;

  private final Ids ids;
  private final Dice dice;
  private final LocalDate from;
  private final FeatureCounts features;
  private final ZendeskPages pages;
  private final Map<Integer, Life> organizations = new LinkedHashMap<>();
  private final Map<Ticket, Life> openTickets = new LinkedHashMap<>();
  private final Set<Ticket> changedTickets = new LinkedHashSet<>();
  private final Map<Long, String> changedRatings = new LinkedHashMap<>();
  private long ticketCount;

  SupportDesk(long seed, LocalDate from, Ids ids, FeatureCounts features) {
    this.ids = ids;
    this.from = from;
    this.dice = Dice.of(seed, "support", 0);
    this.features = features;
    this.pages = new ZendeskPages(ids, features);
    for (int agent = 0; agent < AGENTS; agent++) {
      pages.addAgent(agent, from.minusYears(4));
    }
  }

  @Override
  public String name() {
    return "support";
  }

  /** Gives an account its organization, from the day on which it becomes a customer. */
  void open(Life life, LocalDate day) {
    if (organizations.putIfAbsent(life.number(), life) == null) {
      pages.addOrganization(life.profile(), day);
    }
  }

  /** A day's work: tickets go on, and new ones come. */
  void live(LocalDate day) {
    List.copyOf(openTickets.keySet()).forEach(ticket -> goOn(ticket, day));
    if (ChronoUnit.DAYS.between(from, day) % 15 == 11) {
      openTickets.keySet().stream().findFirst().ifPresent(ticket -> delete(ticket, day));
    }
    for (Life life : organizations.values()) {
      if (life.hasSubscription() && dice.chance(0.015 + 0.1 * Math.pow(1 - life.health(), 2))) {
        receive(life, day);
      }
    }
  }

  @Override
  public void extract(LocalDate day, Inbox inbox) {
    pages.extract(day, inbox, name());
    pages.writeTickets(day, inbox, name(), List.copyOf(changedTickets));
    changedTickets.clear();
    if (!changedRatings.isEmpty()) {
      pages.write(
          day, inbox, name(), "satisfaction_ratings", new ArrayList<>(changedRatings.values()));
      changedRatings.clear();
    }
  }

  private void receive(Life life, LocalDate day) {
    long number = ++ticketCount;
    Ticket ticket =
        new Ticket(
            ids.zendesk(3, number),
            ids.zendesk(1, life.number()),
            ids.zendesk(2, life.number() * 2L + dice.between(0, 1) + AGENTS),
            ids.zendesk(2, dice.between(0, AGENTS - 1)),
            dice.pick(SUBJECTS),
            dice.pick(PRIORITIES),
            day,
            second());
    openTickets.put(ticket, life);
    changedTickets.add(ticket);
  }

  private void goOn(Ticket ticket, LocalDate day) {
    double luck = dice.fraction();
    switch (ticket.status()) {
      case "new" -> become(ticket, luck < 0.7 ? "open" : "new", day);
      case "open" ->
          become(
              ticket,
              luck < 0.3 ? "solved" : luck < 0.5 ? "pending" : luck < 0.53 ? "hold" : "open",
              day);
      case "pending" ->
          become(ticket, luck < 0.3 ? "solved" : luck < 0.5 ? "open" : "pending", day);
      case "hold" -> become(ticket, luck < 0.2 ? "open" : "hold", day);
      default -> goOnSolved(ticket, luck, day);
    }
  }

  private void goOnSolved(Ticket ticket, double luck, LocalDate day) {
    long solvedFor = ChronoUnit.DAYS.between(ticket.changedDay(), day);
    if (luck < 0.03) {
      become(ticket, "open", day);
    } else if (luck < 0.15 && !ticket.isRated()) {
      rate(
          ticket, dice.chance(0.3 + 0.65 * openTickets.get(ticket).health()) ? "good" : "bad", day);
    } else if (solvedFor >= 4) {
      become(ticket, "closed", day);
    }
  }

  private void become(Ticket ticket, String status, LocalDate day) {
    if (!status.equals(ticket.status())) {
      ticket.become(status, day, second());
      changedTickets.add(ticket);
    }
    if (ticket.isOver()) {
      openTickets.remove(ticket);
    }
  }

  private void rate(Ticket ticket, String score, LocalDate day) {
    int second = second();
    ticket.rate(score, day, second);
    changedTickets.add(ticket);
    changedRatings.put(ticket.id(), pages.rating(ticket, score, BusinessTime.epoch(day, second)));
  }

  private void delete(Ticket ticket, LocalDate day) {
    become(ticket, "deleted", day);
    features.count(Feature.TICKET_DELETED);
  }

  private int second() {
    return BusinessTime.secondOfDay(dice);
  }
}
