package dev.tenure.night;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the ledger keeps of a load for the next one.
 *
 * @param code the hash of the mappings and the contract; another one means a rebuild
 * @param files the hash of the files that the table holds now
 * @param grownFrom the hash of those it held before, empty where it was built anew
 * @param incomplete the extracts of which a record was rejected
 */
record LoadDetail(String code, String files, String grownFrom, Set<String> incomplete) {
  LoadDetail {
    incomplete = Set.copyOf(incomplete);
  }

  static LoadDetail parse(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    return text.isEmpty()
        ? new LoadDetail("", "", "", Set.of())
        : new LoadDetail(
            lines.get(0),
            lines.get(1),
            lines.get(2),
            new TreeSet<>(lines.subList(3, lines.size())));
  }

  String text() {
    List<String> lines = new ArrayList<>(List.of(code, files, grownFrom));
    lines.addAll(new TreeSet<>(incomplete));
    return String.join("\n", lines);
  }
}
