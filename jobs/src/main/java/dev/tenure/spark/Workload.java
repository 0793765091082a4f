package dev.tenure.spark;

/** How much lies before a session, as far as it asks for other settings. */
public enum Workload {
  /** Up to a hundred thousand rows: seconds on one core, of which starting is most. */
  SMALL,
  /** More. */
  LARGE;

  private static final long LARGE_ROWS = 100_000;
  private static final long LARGE_BYTES = 64L << 20;

  /** The work of loading records. */
  public static Workload ofRecords(long records) {
    return records > LARGE_ROWS ? LARGE : SMALL;
  }

  /** The work of computing from tables of a size in their files. */
  public static Workload ofBytes(long bytes) {
    return bytes > LARGE_BYTES ? LARGE : SMALL;
  }
}
