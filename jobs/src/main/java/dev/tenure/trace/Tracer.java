package dev.tenure.trace;

import static dev.tenure.publish.NightMarts.literal;

import dev.tenure.Errors;
import dev.tenure.night.LedgerItem;
import dev.tenure.night.SourceRecord;
import dev.tenure.night.Warehouse;
import dev.tenure.publish.NightMarts;
import dev.tenure.publish.NightMarts.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains the numbers of one published night: from its marts the items of the ledger, and from the
 * warehouse the vendors' records behind them.
 */
public final class Tracer {
  private static final String NO_DISCOUNTS = "[]";

  private final NightMarts marts;
  private final TracedNight night;
  private final Warehouse warehouse;

  /**
   * @param published the folder that readers know
   * @param asOf a past night; the newest one when empty
   * @throws dev.tenure.TenureException with exit code 2 if the night was not published
   */
  public Tracer(Path published, Optional<LocalDate> asOf, Warehouse warehouse) {
    this.night = TracedNight.of(published, asOf);
    this.marts = night.marts();
    this.warehouse = warehouse;
  }

  /**
   * Why an account's MRR at the end of a month is what it is; of the month of the night, on its
   * day.
   *
   * @throws dev.tenure.TenureException with exit code 2 if the night knows no such account
   */
  public Trace account(String account, YearMonth month) {
    LocalDate end = month.atEndOfMonth();
    LocalDate day = end.isAfter(night.asOfDate()) ? night.asOfDate() : end;
    List<Row> rows =
        marts.rows(
            "FROM account_months SELECT closing_mrr, currency WHERE account_id = %s AND month = DATE '%s'"
                .formatted(literal(account), month.atDay(1)));
    BigDecimal closing = rows.isEmpty() ? BigDecimal.ZERO : rows.get(0).amount("closing_mrr");
    return onDay(account, day, closing, "account_months.closing_mrr of " + month);
  }

  /**
   * Why an account's MRR on a day is what it is.
   *
   * @throws dev.tenure.TenureException with exit code 2 if the night knows no such account
   */
  public Trace account(String account, LocalDate day) {
    List<Row> rows =
        marts.rows(
            "FROM mrr_movements SELECT closing_mrr WHERE account_id = %s AND movement_date <= DATE '%s' ORDER BY movement_date DESC LIMIT 1"
                .formatted(literal(account), day));
    BigDecimal closing = rows.isEmpty() ? BigDecimal.ZERO : rows.get(0).amount("closing_mrr");
    return onDay(
        account, day, closing, "closing_mrr of the last movement in mrr_movements until " + day);
  }

  private Trace onDay(String account, LocalDate day, BigDecimal published, String place) {
    Map<String, List<Row>> items =
        items(account).stream()
            .collect(Collectors.groupingBy(Tracer::name, LinkedHashMap::new, Collectors.toList()));
    if (items.isEmpty()) {
      requireKnown(account);
    }
    List<Stretch> stretches = items.values().stream().map(all -> Stretch.on(all, day)).toList();
    return trace(
        "MRR of account %s on %s".formatted(account, day),
        place,
        published,
        leaves(stretches, day));
  }

  /**
   * What an account's movement on a day is made of.
   *
   * @throws dev.tenure.TenureException with exit code 2 if the account did not move on that day
   */
  public Trace movement(String account, LocalDate day) {
    String where =
        "WHERE account_id = %s AND movement_date = DATE '%s'".formatted(literal(account), day);
    List<Row> moved = marts.rows("FROM mrr_movements SELECT movement, amount " + where);
    if (moved.isEmpty()) {
      throw Errors.noMovement(account, day, movementDays(account));
    }
    Map<String, List<Row>> items =
        items(account).stream().collect(Collectors.groupingBy(Tracer::name));
    List<Row> parts =
        marts.rows(
            "FROM mrr_movement_parts SELECT source, subscription_id, item_id, sub_type, amount, plan_before, plan_after, quantity_before, quantity_after, mrr_before, mrr_after, adjustment_id %s AND basis = 'contract_constant' ORDER BY ALL"
                .formatted(where));
    Map<LedgerItem, List<SourceRecord>> records =
        warehouse.records(
            parts.stream()
                .flatMap(part -> List.of(item(part, day.minusDays(1)), item(part, day)).stream())
                .distinct()
                .toList(),
            night.asOfDate());
    List<Leaf> leaves = new ArrayList<>();
    for (Row part : parts) {
      Map<String, String> facts = new LinkedHashMap<>();
      note(facts, "plan", part.text("plan_before"), part.text("plan_after"));
      note(facts, "quantity", part.text("quantity_before"), part.text("quantity_after"));
      note(facts, "mrr", plain(part, "mrr_before"), plain(part, "mrr_after"));
      List<Row> stretches = items.getOrDefault(name(part), List.of());
      String before = price(Stretch.on(stretches, day.minusDays(1)));
      note(facts, "price", before, price(Stretch.on(stretches, day)));
      facts.put("adjustment", part.text("adjustment_id"));
      facts.values().removeIf(String::isBlank);
      List<SourceRecord> behind = new ArrayList<>(records.get(item(part, day.minusDays(1))));
      records.get(item(part, day)).stream().filter(it -> !behind.contains(it)).forEach(behind::add);
      leaves.add(new Leaf(part.amount("amount"), name(part), part.text("sub_type"), facts, behind));
    }
    BigDecimal amount =
        moved.stream().map(it -> it.amount("amount")).reduce(BigDecimal.ZERO, BigDecimal::add);
    String kinds =
        moved.stream().map(it -> it.text("movement")).collect(Collectors.joining(" and "));
    return trace(
        "%s of account %s on %s".formatted(kinds, account, day),
        "mrr_movements.amount",
        amount,
        leaves);
  }

  private List<LocalDate> movementDays(String account) {
    return marts
        .rows(
            "FROM mrr_movements SELECT DISTINCT movement_date WHERE account_id = %s ORDER BY 1"
                .formatted(literal(account)))
        .stream()
        .map(it -> it.date("movement_date"))
        .toList();
  }

  private Trace trace(String subject, String place, BigDecimal published, List<Leaf> leaves) {
    String currency =
        marts.rows("FROM account_months SELECT max(currency) AS currency").get(0).text("currency");
    return new Trace(
        subject, place, night.asOfDate(), night.runId(), published, currency, policies(), leaves);
  }

  /** What is in force and not as by default. */
  private List<Trace.Policy> policies() {
    if (!marts.holds("policies")) {
      return List.of();
    }
    return marts
        .rows(
            "FROM policies SELECT policy, policy_value, policy_version WHERE is_in_force AND policy_version <> 'default' ORDER BY policy")
        .stream()
        .map(
            row ->
                new Trace.Policy(
                    row.text("policy"), row.amount("policy_value"), row.text("policy_version")))
        .toList();
  }

  private void requireKnown(String account) {
    List<Row> known =
        marts.rows(
            "FROM accounts SELECT account_id WHERE account_id = %s".formatted(literal(account)));
    if (known.isEmpty()) {
      throw Errors.unknownAccount(account, night.asOfDate());
    }
  }

  /** Also of an account that stands for a customer whom nothing links to one. */
  private List<Row> items(String account) {
    return marts.rows(
        "FROM mrr_items WHERE coalesce(account_id, concat('unmapped:', source, ':', customer_id)) = %s ORDER BY source, subscription_id, item_id, from_date"
            .formatted(literal(account)));
  }

  private List<Leaf> leaves(List<Stretch> stretches, LocalDate day) {
    Map<LedgerItem, List<SourceRecord>> records =
        warehouse.records(
            stretches.stream().map(it -> item(it.row(), day)).toList(), night.asOfDate());
    return stretches.stream()
        .map(
            it ->
                new Leaf(
                    it.amount(),
                    name(it.row()),
                    it.why(),
                    facts(it.row()),
                    records.get(item(it.row(), day))))
        .sorted(Comparator.comparing(Leaf::amount).reversed())
        .toList();
  }

  private static Map<String, String> facts(Row row) {
    Map<String, String> facts = new LinkedHashMap<>();
    String currency = row.text("native_currency");
    facts.put("customer", row.text("customer_id"));
    facts.put("plan", row.text("plan"));
    facts.put("quantity", row.text("quantity"));
    facts.put("price", row.text("price_json"));
    facts.put("discounts", row.text("discounts_json"));
    facts.put("list", plain(row, "list_mrr") + " " + currency);
    facts.put("contract", plain(row, "contract_mrr") + " " + currency);
    facts.put("net", plain(row, "net_mrr") + " " + currency);
    facts.put("rate", row.text("rate"));
    facts.put("mrr", plain(row, "constant_mrr") + " " + row.text("currency"));
    facts.put("adjustment", row.text("adjustment_id"));
    facts.put("from", row.text("from_date"));
    facts.put("to", row.text("to_date"));
    facts.values().removeIf(it -> it.isBlank() || it.equals(NO_DISCOUNTS));
    return facts;
  }

  private static String price(Stretch stretch) {
    if (!stretch.isOfDay()) {
      return "";
    }
    String discounts = stretch.row().text("discounts_json");
    return stretch.row().text("price_json")
        + (discounts.equals(NO_DISCOUNTS) ? "" : " less " + discounts);
  }

  private static void note(Map<String, String> facts, String name, String before, String after) {
    if (before.equals(after)) {
      facts.put(name, after);
    } else {
      facts.put(
          name, (before.isEmpty() ? "none" : before) + " → " + (after.isEmpty() ? "none" : after));
    }
  }

  private static String plain(Row row, String column) {
    return row.amount(column).toPlainString();
  }

  private static LedgerItem item(Row row, LocalDate day) {
    return new LedgerItem(
        row.text("source"), row.text("subscription_id"), row.text("item_id"), day);
  }

  private static String name(Row row) {
    return "%s %s %s"
        .formatted(row.text("source"), row.text("subscription_id"), row.text("item_id"));
  }
}
