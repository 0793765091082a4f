package dev.tenure.night;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the ledger keeps of a load for the next one.
 *
 * @param code the hash of the mappings and the contract; another one means a rebuild
 * @param incomplete the extracts of which a record was rejected
 */
record LoadDetail(String code, Set<String> incomplete) {
  LoadDetail {
    incomplete = Set.copyOf(incomplete);
  }

  static LoadDetail parse(String text) {
    List<String> lines = text.lines().toList();
    return lines.isEmpty()
        ? new LoadDetail("", Set.of())
        : new LoadDetail(lines.get(0), new TreeSet<>(lines.subList(1, lines.size())));
  }

  String text() {
    return incomplete.isEmpty() ? code : code + "\n" + String.join("\n", new TreeSet<>(incomplete));
  }
}
