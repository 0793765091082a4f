package dev.tenure.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description =
        "Tells what is published, what was cut, how old the sources are, what is in quarantine.")
final class StatusVerb implements Runnable {
  @Mixin private Place place;

  @Override
  public void run() {
    OpenWarehouse.with(place, (warehouse, home) -> warehouse.status().lines())
        .forEach(System.out::println);
  }
}
