package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How MRR is compared with what other systems say.
 *
 * @param warnAbove above which share of MRR unexplained differences warn
 * @param failAbove above which share of MRR unexplained differences of an open month stop a night
 * @param crmAttribute the attribute in which the accounts' master tells their MRR in the reporting
 *     currency; nothing for none
 */
public record Reconciliation(double warnAbove, double failAbove, Optional<String> crmAttribute) {
  /** What holds where conf says nothing. */
  public static final Reconciliation USUAL = new Reconciliation(0.001, 0.01, Optional.empty());

  public Reconciliation {
    requireNonNull(crmAttribute, "crmAttribute is null");
  }

  /** The same where the accounts have no attributes. */
  Reconciliation withoutAttribute() {
    return new Reconciliation(warnAbove, failAbove, Optional.empty());
  }
}
