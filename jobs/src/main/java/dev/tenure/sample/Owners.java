package dev.tenure.sample;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which account owns which, as the extracts of the CRM show it. What is first shown of an account
 * holds from ever.
 */
final class Owners {
  private final Map<String, TreeMap<LocalDate, Optional<String>>> owners = new HashMap<>();
  private final TreeSet<LocalDate> changes = new TreeSet<>();

  /** Takes who owns an account as the extract of a day shows it. */
  void shown(LocalDate extractDate, String accountId, Optional<String> owner) {
    TreeMap<LocalDate, Optional<String>> known =
        owners.computeIfAbsent(accountId, id -> new TreeMap<>());
    if (known.isEmpty()) {
      known.put(extractDate, owner);
    } else if (!known.lastEntry().getValue().equals(owner)) {
      known.put(extractDate, owner);
      changes.add(extractDate);
    }
  }

  /** The days on which an account was shown with another owner than before. */
  Set<LocalDate> changes() {
    return changes;
  }

  /** The account at the top on a day; itself if nobody owns it or its owners go in a circle. */
  String top(String accountId, LocalDate day) {
    Set<String> passed = new HashSet<>();
    String reached = accountId;
    for (Optional<String> owner = owner(reached, day);
        owner.isPresent();
        owner = owner(reached, day)) {
      if (!passed.add(reached)) {
        return accountId;
      }
      reached = owner.get();
    }
    return reached;
  }

  private Optional<String> owner(String accountId, LocalDate day) {
    TreeMap<LocalDate, Optional<String>> known = owners.get(accountId);
    if (known == null) {
      return Optional.empty();
    }
    Map.Entry<LocalDate, Optional<String>> held = known.floorEntry(day);
    return held == null ? known.firstEntry().getValue() : held.getValue();
  }
}
