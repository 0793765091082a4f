package dev.tenure.sample;

import java.time.LocalDate;

/** Something that is going to happen to an account on a day of its agenda. */
interface Act {
  void play(LocalDate day);
}
