package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.night.Warehouse;
import dev.tenure.store.Home;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Tells what is published, what was cut, how old the sources are, what is in quarantine.")
final class StatusVerb implements Runnable {
  @Mixin private Place place;

  @Override
  public void run() {
    Company company = place.company();
    Home home = place.home(company);
    try (SparkSession session = Warehouse.session(company, home);
        Warehouse warehouse =
            Warehouse.open(session, Place.models(), company, home, Clock.systemUTC())) {
      warehouse.status().lines().forEach(System.out::println);
    }
  }
}
