package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.night.Warehouse;
import dev.tenure.store.Home;
import java.time.Clock;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;

/** Opens a company's warehouse for one verb, and closes it whatever happens. */
final class OpenWarehouse {
  private OpenWarehouse() {}

  /** What a verb does with the warehouse and its home. */
  static <T> T with(Place place, BiFunction<Warehouse, Home, T> work) {
    Company company = place.company();
    Home home = place.home(company);
    SparkSession session = Warehouse.session(company, home);
    try (Warehouse warehouse =
        Warehouse.open(session, Place.models(), company, home, Clock.systemUTC())) {
      return work.apply(warehouse, home);
    } finally {
      session.stop();
    }
  }
}
