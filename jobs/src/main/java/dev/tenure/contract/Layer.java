package dev.tenure.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The folders under sql/, and what each may read. */
public enum Layer {
  SOURCES,
  CORE,
  METRICS,
  QUALITY,
  MARTS;

  /** The layer of a folder's name. */
  public static Optional<Layer> of(String folder) {
    return Arrays.stream(values()).filter(layer -> layer.folder().equals(folder)).findFirst();
  }

  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The layers whose tables a model of this one may read; raw records stand apart. */
  public Set<Layer> readable() {
    return switch (this) {
      case SOURCES -> Set.of();
      case CORE -> Set.of(CORE);
      case METRICS -> Set.of(CORE, METRICS);
      case QUALITY -> Set.of(CORE, METRICS, MARTS);
      case MARTS -> Set.of(CORE, METRICS, MARTS);
    };
  }

  /** Whether its models may read raw records. */
  public boolean readsRaw() {
    return this == SOURCES || this == QUALITY;
  }
}
