package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.night.Warehouse;
import dev.tenure.store.Home;
import java.time.Clock;
import java.util.function.BiFunction;

/** Opens a company's warehouse for one verb, and closes it whatever happens. */
final class OpenWarehouse {
  private OpenWarehouse() {}

  /** What a verb does with the warehouse and its home; the Spark session ends with the process. */
  static <T> T with(Place place, BiFunction<Warehouse, Home, T> work) {
    Company company = place.company();
    Home home = place.home(company);
    try (Warehouse warehouse = Warehouse.open(Place.models(), company, home, Clock.systemUTC())) {
      return work.apply(warehouse, home);
    }
  }
}
