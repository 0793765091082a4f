package dev.tenure.config;

/** What brings a source's records, where it wraps them. */
public enum Connector {
  /** The vendor's records come as they are. */
  NONE,
  /** Airbyte's raw records: the vendor's record is in {@code data} or {@code _airbyte_data}. */
  AIRBYTE
}
