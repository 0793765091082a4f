package dev.tenure.trace;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A published number and what it is made of.
 *
 * @param subject what the number says
 * @param place the mart and column that hold it
 * @param asOfDate the night that published it
 * @param runId the run that computed it
 * @param published the number itself
 * @param policies what the company has chosen of the rules by which it was computed
 * @param leaves the items of the ledger behind it, those that count nothing last
 */
public record Trace(
    String subject,
    String place,
    LocalDate asOfDate,
    String runId,
    BigDecimal published,
    String currency,
    List<Policy> policies,
    List<Leaf> leaves) {
  /** A choice of the company that is in force. */
  public record Policy(String name, BigDecimal value, String version) {
    public Policy {
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
      requireNonNull(version, "version is null");
    }
  }

  public Trace {
    requireNonNull(subject, "subject is null");
    requireNonNull(place, "place is null");
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(published, "published is null");
    requireNonNull(currency, "currency is null");
    policies = List.copyOf(policies);
    leaves = List.copyOf(leaves);
  }

  /** What the leaves come to; the published number, or one of both is wrong. */
  public BigDecimal sum() {
    return leaves.stream().map(Leaf::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether the leaves come to the published number, to the last digit. */
  public boolean addsUp() {
    return sum().compareTo(published) == 0;
  }
}
