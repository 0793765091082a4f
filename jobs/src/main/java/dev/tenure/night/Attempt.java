package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Check;
import dev.tenure.contract.Contract;
import dev.tenure.model.SqlModel;
import dev.tenure.quality.TableChecks;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lets a model be looked at: nothing is stored. */
final class Attempt implements ModelGraph.Publisher {
  private final Workspace work;
  private final BiFunction<AsOf, ModelGraph.Publisher, ModelGraph> graphs;
  private final OwnMarts ownMarts;
  private final LocalDate date;

  Attempt(
      Workspace work,
      BiFunction<AsOf, ModelGraph.Publisher, ModelGraph> graphs,
      OwnMarts ownMarts,
      LocalDate date) {
    this.work = work;
    this.graphs = graphs;
    this.ownMarts = ownMarts;
    this.date = date;
  }

  @Override
  public Dataset<Row> publish(SqlModel mart, Dataset<Row> rows) {
    return mart.contract().isTold() ? new ToldTables(work).stored(mart.name()).orElse(rows) : rows;
  }

  @Override
  public void inspect(SqlModel view, Dataset<Row> rows) {}

  @Override
  public Dataset<Row> own(SqlModel mart, AsOfViews views) {
    RunFrame frame = new RunFrame("try", AsOf.night(date), false, List.of(), List.of());
    return ToldTables.isOwn(mart)
        ? new ToldTables(work).own(mart, views, frame, new Closes(work, frame, graphs))
        : ownMarts.rows(mart, views, frame, List.of());
  }

  /** The rows that break a rule of the table's contract. */
  Dataset<Row> failing(Contract contract, Dataset<Row> rows, String title) {
    Check check =
        contract.checks().stream()
            .filter(it -> it.title().equals(title))
            .findFirst()
            .orElseThrow(
                () ->
                    Errors.unknownCheck(
                        contract.name(),
                        title,
                        contract.checks().stream().map(Check::title).toList()));
    return TableChecks.broken(rows, check.rule());
  }
}
