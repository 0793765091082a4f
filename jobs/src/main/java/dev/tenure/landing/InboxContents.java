package dev.tenure.landing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an inbox holds.
 *
 * @param files in the order of source, entity, date and path
 * @param warnings what lies in the inbox and is not read, with the reason
 * @param hashes of all files, to be passed in next time so that only new files are hashed
 */
public record InboxContents(
    List<InboxFile> files, List<String> warnings, Map<FileStamp, String> hashes) {
  public InboxContents {
    files = files.stream().sorted(InboxFile.NAME_ORDER).toList();
    warnings = List.copyOf(warnings);
    hashes = Map.copyOf(hashes);
  }

  /** The first file of each identity: what is to be read. */
  public List<InboxFile> distinct() {
    return List.copyOf(firsts().values());
  }

  /**
   * The further files of an identity, each with the one that is read in its place. All their rows
   * are duplicates, as many as that one has.
   */
  public Map<InboxFile, InboxFile> duplicates() {
    Map<InboxFile.Identity, InboxFile> firsts = firsts();
    Map<InboxFile, InboxFile> duplicates = new LinkedHashMap<>();
    for (InboxFile file : files) {
      InboxFile first = firsts.get(file.identity());
      if (!first.equals(file)) {
        duplicates.put(file, first);
      }
    }
    return duplicates;
  }

  private Map<InboxFile.Identity, InboxFile> firsts() {
    Map<InboxFile.Identity, InboxFile> firsts = new LinkedHashMap<>();
    files.forEach(file -> firsts.putIfAbsent(file.identity(), file));
    return firsts;
  }

  static InboxContents of(List<FoundFile> found, List<String> hashes, List<String> warnings) {
    List<InboxFile> files = new ArrayList<>();
    Map<FileStamp, String> stamps = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      files.add(found.get(i).hashed(hashes.get(i)));
      stamps.put(found.get(i).stamp(), hashes.get(i));
    }
    return new InboxContents(files, warnings, stamps);
  }
}
