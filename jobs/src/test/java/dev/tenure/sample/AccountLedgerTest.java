package dev.tenure.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One account: 100 a month from 10 January; on 5 February that ends and 250 begin; on 20 February
 * 250 become 200; on 1 March all ends; on 10 April 80 begin.
 */
class AccountLedgerTest {
  private static final LocalDate TO = LocalDate.of(2025, 5, 15);

  private final AccountLedger account = new AccountLedger();

  @BeforeEach
  void live() {
    show("2025-01-10", "old", "2025-01-10", null, "100");
    show("2025-02-05", "old", "2025-01-10", "2025-02-05", "100");
    show("2025-02-05", "new", "2025-02-05", null, "250");
    show("2025-02-20", "new", "2025-02-05", null, "200");
    show("2025-03-01", "new", "2025-02-05", "2025-03-01", "200");
    show("2025-04-10", "again", "2025-04-10", null, "80");
  }

  @Test
  void movementsAreNettedByDay() {
    assertThat(account.movements(TO))
        .extracting(
            Movement::day, Movement::kind, it -> it.amount().intValueExact(), Movement::closing)
        .containsExactly(
            movement("2025-01-10", Movement.Kind.NEW, 100, 100),
            movement("2025-02-05", Movement.Kind.EXPANSION, 150, 250),
            movement("2025-02-20", Movement.Kind.CONTRACTION, -50, 200),
            movement("2025-03-01", Movement.Kind.CHURN, -200, 0),
            movement("2025-04-10", Movement.Kind.REACTIVATION, 80, 80));
  }

  @Test
  void partsAreWholeItemsOfNewLostAndReturnedAccountsAndElsePrices() {
    assertThat(account.parts(TO))
        .extracting(
            MovementPart::day,
            it -> it.item().subscriptionId(),
            MovementPart::subType,
            it -> it.amount().intValueExact())
        .containsExactly(
            tuple(day("2025-01-10"), "old", "new_logo", 100),
            tuple(day("2025-02-05"), "new", "price", 150),
            tuple(day("2025-02-20"), "new", "price", -50),
            tuple(day("2025-03-01"), "new", "lost_logo", -200),
            tuple(day("2025-04-10"), "again", "returned_logo", 80));
  }

  @Test
  void seatsComeBeforeThePlanAndWhatStandsAloneIsCrossSellOrSeats() {
    MovementPart.Key main = new MovementPart.Key("s", "main");
    MovementPart.Key chat = new MovementPart.Key("s", "chat");
    MovementPart.Key second = new MovementPart.Key("t", "second");
    ItemWorth ten = new ItemWorth("main", "Team", "platform", 10, price("100"), 0, false);

    assertThat(
            MovementPart.of(
                TO,
                Optional.of(Movement.Kind.EXPANSION),
                Map.of(main, ten),
                Map.of(
                    main, new ItemWorth("main", "Business", "platform", 12, price("110"), 0, false),
                    chat, new ItemWorth("chat", "Chat", "chat", 1, price("5"), 0, false),
                    second, new ItemWorth("second", "Team", "platform", 1, price("7"), 0, false))))
        .extracting(MovementPart::item, MovementPart::subType, it -> it.amount().intValueExact())
        .containsExactlyInAnyOrder(
            tuple(main, "seat", 200),
            tuple(main, "plan", 120),
            tuple(chat, "cross_sell", 5),
            tuple(second, "seat", 7));
  }

  @Test
  void monthsHaveNoGapsAndRollForward() {
    List<AccountMonth> months = AccountMonth.of(account.movements(TO), TO);
    assertThat(months)
        .extracting(
            AccountMonth::month, it -> it.opening().intValue(), it -> it.closing().intValue())
        .containsExactly(
            tuple(YearMonth.of(2025, 1), 0, 100),
            tuple(YearMonth.of(2025, 2), 100, 200),
            tuple(YearMonth.of(2025, 3), 200, 0),
            tuple(YearMonth.of(2025, 4), 0, 80),
            tuple(YearMonth.of(2025, 5), 80, 80));
    assertThat(months.get(1).moved(Movement.Kind.EXPANSION)).isEqualByComparingTo("150");
    assertThat(months.get(1).moved(Movement.Kind.CONTRACTION)).isEqualByComparingTo("-50");
  }

  @Test
  void theReasonOfAChurnIsThatOfTheSubscriptionThatLostMost() {
    assertThat(account.departure(LocalDate.of(2025, 3, 1))).isEqualTo(Departure.LOW_USAGE);
  }

  @Test
  void aCohortKeepsWhatItHadAtTheEndOfItsFirstMonth() {
    Cohort cohort = new Cohort(YearMonth.of(2025, 1));
    cohort.add(AccountMonth.of(account.movements(TO), TO));
    assertThat(cohort.row(1, TO))
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .containsExactly(day("2025-01-01"), 1, 1, 1L, money(100), money(200), money(100));
    assertThat(cohort.row(4, TO))
        .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .containsExactly(day("2025-01-01"), 4, 1, null, money(100), null, null);
  }

  private void show(String extract, String id, String start, String end, String value) {
    SubscriptionState state =
        new SubscriptionState(
            end == null ? SubscriptionStatus.ACTIVE : SubscriptionStatus.CANCELED,
            day(start),
            Optional.empty(),
            Optional.ofNullable(end).map(LocalDate::parse),
            List.of(new ItemWorth("i", "Team", "platform", 1, price(value), 0, false)),
            false,
            false);
    account.shown(
        day(extract), id, state, end == null ? Optional.empty() : Optional.of(Departure.LOW_USAGE));
  }

  private static Tuple movement(String day, Movement.Kind kind, int amount, int closing) {
    return tuple(day(day), kind, amount, money(closing));
  }

  private static BigDecimal money(int amount) {
    return BigDecimal.valueOf(amount).setScale(6);
  }

  private static PriceWorth price(String unit) {
    return new PriceWorth(new BigDecimal(unit), Term.MONTH, BigDecimal.ONE);
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }
}
