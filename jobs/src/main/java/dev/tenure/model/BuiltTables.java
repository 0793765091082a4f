package dev.tenure.model;

import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;

/** The tables that Java builds, and what each of them reads. */
public final class BuiltTables {
  public static final String METRIC_VALUES = "metric_values";
  public static final String DATA_QUALITY = "data_quality";
  public static final String NIGHTS = "nights";
  public static final String SETTINGS = "settings";
  public static final String ACCOUNT_ATTRIBUTES = "account_attributes";
  public static final String SURVIVAL_TESTS = "survival_tests";

  public static final String ACCOUNT_LINKS = "account_links";
  public static final String SURVIVAL_CURVES = "survival_curves";

  private BuiltTables() {}

  /** Whether a table that Java builds reads another table. */
  static boolean reads(Contract built, Contract other) {
    if (built.name().equals(ACCOUNT_ATTRIBUTES)) {
      return other.name().equals(ACCOUNT_LINKS)
          || (other.write() == Write.HISTORY && !other.name().equals(ACCOUNT_ATTRIBUTES));
    }
    if (built.write() == Write.HISTORY || built.write() == Write.EVENTS) {
      return other.feeds().filter(built.name()::equals).isPresent();
    }
    return switch (built.name()) {
      case METRIC_VALUES -> other.isMetric();
      case DATA_QUALITY -> other.isQuality();
      case SURVIVAL_TESTS -> other.name().equals(SURVIVAL_CURVES);
      default -> false;
    };
  }
}
