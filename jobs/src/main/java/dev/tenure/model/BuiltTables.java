package dev.tenure.model;

import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;

/** The tables that Java builds, and what each of them reads. */
public final class BuiltTables {
  public static final String METRIC_VALUES = "metric_values";
  public static final String DATA_QUALITY = "data_quality";
  public static final String NIGHTS = "nights";
  public static final String SETTINGS = "settings";
  public static final String POLICY_VALUES = "policy_values";
  public static final String ACCOUNT_ATTRIBUTES = "account_attributes";
  public static final String SURVIVAL_TESTS = "survival_tests";
  public static final String MONTH_CLOSES = "month_closes";
  public static final String CLOSE_CHECKS = "close_checks";
  public static final String PREVIOUS_CLOSINGS = "previous_closings";
  public static final String ACCOUNT_MONTHS = "account_months";
  public static final String PLAN_RATES = "plan_rates";
  public static final String CURRENT_ACCOUNT_MONTHS = "current_account_months";
  public static final String CURRENT_METRIC_VALUES = "current_metric_values";
  public static final String RESTATEMENTS = "restatements";
  public static final String EARLIER_RESTATEMENTS = "earlier_restatements";
  public static final String LAST_NIGHT = "last_night";
  public static final String NEW_FILES = "new_files";
  public static final String NEW_DEFINITIONS = "new_definitions";

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
      case MONTH_CLOSES -> other.isTold() && !other.name().equals(MONTH_CLOSES);
      case CLOSE_CHECKS -> other.isTold();
      case CURRENT_ACCOUNT_MONTHS -> isRated(other) || other.name().equals(ACCOUNT_MONTHS);
      case CURRENT_METRIC_VALUES -> isRated(other) || other.name().equals(METRIC_VALUES);
      default -> false;
    };
  }

  /** What tells at which rates a month was closed, and which are those of today. */
  private static boolean isRated(Contract other) {
    return other.name().equals(MONTH_CLOSES) || other.name().equals(PLAN_RATES);
  }
}
