package dev.tenure.night;

import java.util.List;

/** What the published marts must answer to a trap, a customer or a segment of its own. */
record TrapAnswer(String title, String query, List<String> rows) {
  static TrapAnswer movements(int trap, String title, String... rows) {
    return new TrapAnswer(
        "%d %s".formatted(trap, title),
        "FROM mrr_movements SELECT movement_date, movement, sub_type, amount WHERE account_id = 'unmapped:billing:t%d'"
            .formatted(trap),
        List.of(rows));
  }

  static TrapAnswer item(int trap, String title, String... rows) {
    return new TrapAnswer(
        "%d %s".formatted(trap, title),
        "FROM mrr_items SELECT from_date, list_mrr, contract_mrr, net_mrr, constant_mrr, arr WHERE customer_id = 't%d' AND state = 'earning'"
            .formatted(trap),
        List.of(rows));
  }

  static TrapAnswer month(int trap, String title, String month, String columns, String row) {
    return new TrapAnswer(
        "%d %s".formatted(trap, title),
        "FROM account_months SELECT %s WHERE account_id = 'unmapped:billing:t%d' AND month = DATE '%s'"
            .formatted(columns, trap, month),
        List.of(row));
  }

  static TrapAnswer rate(
      int trap, String title, String metric, String window, String period, String row) {
    return new TrapAnswer(
        "%d %s".formatted(trap, title),
        "FROM metric_values SELECT numerator, denominator WHERE metric = '%s' AND \"window\" = '%s' AND period = DATE '%s' AND dimension = 'segment' AND dimension_value = 't%d'"
            .formatted(metric, window, period, trap),
        List.of(row));
  }
}
