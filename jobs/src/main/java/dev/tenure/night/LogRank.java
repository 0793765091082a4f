package dev.tenure.night;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.special.Gamma;

/**
 * The log-rank test: whether groups live equally long. Every month weighs the same; ties within a
 * month by the hypergeometric variance (Klein and Moeschberger, Survival Analysis, section 7.3).
 *
 * @param chiSquare the statistic
 * @param degreesOfFreedom the groups that were at risk when somebody first churned, less one
 * @param pValue the chance of a statistic at least as large if all groups lived equally long
 */
record LogRank(double chiSquare, int degreesOfFreedom, double pValue) {

  /**
   * A group in a month.
   *
   * @param atRisk how many live at its beginning
   * @param churned how many of them end in it
   */
  record Group(long atRisk, long churned) {}

  /**
   * Tests groups.
   *
   * @param months the groups at risk in each month by name, the months in their order
   * @return nothing where fewer than two groups were at risk in the first month that tells them
   *     apart, or where no month does
   */
  static Optional<LogRank> test(Collection<SortedMap<String, Group>> months) {
    List<Month> telling = months.stream().map(Month::new).filter(Month::tells).toList();
    if (telling.isEmpty() || telling.get(0).groups().size() < 2) {
      return Optional.empty();
    }
    // The deviations of all add up to nothing, so that the first group follows from the others.
    List<String> names = telling.get(0).groups().keySet().stream().skip(1).toList();
    RealVector deviations = new ArrayRealVector(names.size());
    RealMatrix covariances = MatrixUtils.createRealMatrix(names.size(), names.size());
    for (Month month : telling) {
      deviations = deviations.add(month.deviations(names));
      covariances = covariances.add(month.covariances(names));
    }
    RealVector solved = new LUDecomposition(covariances).getSolver().solve(deviations);
    double chiSquare = Math.max(0, solved.dotProduct(deviations));
    double pValue = Gamma.regularizedGammaQ(names.size() / 2.0, chiSquare / 2);
    return Optional.of(new LogRank(chiSquare, names.size(), pValue));
  }

  private record Month(Map<String, Group> groups) {
    private static final Group NOBODY = new Group(0, 0);

    /** Whether it tells groups apart: somebody churned, and not everybody. */
    boolean tells() {
      return churned() > 0 && churned() < atRisk();
    }

    /** How many more of each group churned than its share of those at risk. */
    RealVector deviations(List<String> names) {
      RealVector churned = new ArrayRealVector(names.size());
      for (int place = 0; place < names.size(); place++) {
        churned.setEntry(place, group(names.get(place)).churned());
      }
      return churned.subtract(shares(names).mapMultiply(churned()));
    }

    RealMatrix covariances(List<String> names) {
      RealVector shares = shares(names);
      double variance = churned() * (atRisk() - churned()) / (atRisk() - 1);
      return shares
          .outerProduct(shares)
          .scalarMultiply(-1)
          .add(MatrixUtils.createRealDiagonalMatrix(shares.toArray()))
          .scalarMultiply(variance);
    }

    private RealVector shares(List<String> names) {
      RealVector shares = new ArrayRealVector(names.size());
      for (int place = 0; place < names.size(); place++) {
        shares.setEntry(place, group(names.get(place)).atRisk() / atRisk());
      }
      return shares;
    }

    private Group group(String name) {
      return groups.getOrDefault(name, NOBODY);
    }

    private double atRisk() {
      return groups.values().stream().mapToLong(Group::atRisk).sum();
    }

    private double churned() {
      return groups.values().stream().mapToLong(Group::churned).sum();
    }
  }
}
