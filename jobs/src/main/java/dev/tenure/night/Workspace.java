package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.Company;
import dev.tenure.model.Attributes;
import dev.tenure.model.Catalogue;
import dev.tenure.store.DeltaStore;
import dev.tenure.store.Home;
import dev.tenure.store.Ledger;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** Everything that the steps of a run share. */
record Workspace(
    Company company,
    AsOfSessions sessions,
    Home home,
    DeltaStore store,
    Ledger ledger,
    Clock clock) {
  Workspace {
    requireNonNull(company, "company is null");
    requireNonNull(sessions, "sessions is null");
    requireNonNull(home, "home is null");
    requireNonNull(store, "store is null");
    requireNonNull(ledger, "ledger is null");
    requireNonNull(clock, "clock is null");
  }

  Catalogue catalogue() {
    return sessions.catalogue();
  }

  SparkSession session() {
    return store.session();
  }

  Attributes attributes() {
    return new Attributes(company);
  }

  /** The version of a table on which the ledger's word is taken. */
  boolean exists(String table) {
    return ledger.version(table) != DeltaStore.NONE;
  }
}
