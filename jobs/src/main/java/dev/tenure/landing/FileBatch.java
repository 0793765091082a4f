package dev.tenure.landing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The files that one task reads one after the other. */
record FileBatch(List<FileTask> tasks) implements Serializable {
  FileBatch {
    tasks = List.copyOf(tasks);
  }

  /** Shares out the files so that no batch is much more work than another; the heaviest first. */
  static List<FileBatch> balanced(List<FileTask> tasks, int batches) {
    PriorityQueue<Load> loads =
        new PriorityQueue<>(Comparator.comparingLong(Load::weight).thenComparing(Load::number));
    for (int number = 0; number < Math.min(batches, tasks.size()); number++) {
      loads.add(new Load(number, 0, new ArrayList<>()));
    }
    for (FileTask task : heaviestFirst(tasks)) {
      loads.add(loads.remove().plus(task));
    }
    return loads.stream()
        .sorted(Comparator.comparingLong(Load::weight).reversed().thenComparing(Load::number))
        .map(load -> new FileBatch(load.tasks()))
        .toList();
  }

  private static List<FileTask> heaviestFirst(List<FileTask> tasks) {
    return tasks.stream().sorted(Comparator.comparingLong(FileTask::weight).reversed()).toList();
  }

  private record Load(int number, long weight, List<FileTask> tasks) {
    Load plus(FileTask task) {
      tasks.add(task);
      return new Load(number, weight + task.weight(), tasks);
    }
  }
}
