package dev.tenure.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A reader that looks at the published marts again and again, and remembers what it saw. */
final class NightWatch extends Thread {
  /** One look at every mart: the numbers of the nights that were seen. */
  interface Look {
    Set<Integer> nights() throws Exception;
  }

  private final Look look;
  private final List<String> faults = new ArrayList<>();
  private final TreeSet<Integer> seen = new TreeSet<>();
  private volatile boolean isOver;

  private NightWatch(String name, Look look) {
    super(name);
    this.look = look;
    setDaemon(true);
  }

  static NightWatch start(String name, Look look) {
    NightWatch watch = new NightWatch(name, look);
    watch.start();
    return watch;
  }

  @Override
  public void run() {
    while (!isOver) {
      try {
        see(look.nights());
        Thread.sleep(60);
      } catch (Exception e) {
        faults.add(e.toString());
        return;
      }
    }
  }

  private void see(Set<Integer> nights) {
    if (nights.size() != 1) {
      faults.add("mixed: " + nights);
    } else if (!seen.isEmpty() && nights.iterator().next() < seen.last()) {
      faults.add("back from " + seen.last() + " to " + nights);
    }
    seen.addAll(nights);
  }

  void end() throws InterruptedException {
    isOver = true;
    join();
  }

  List<String> faults() {
    return faults;
  }

  Set<Integer> seen() {
    return seen;
  }
}
