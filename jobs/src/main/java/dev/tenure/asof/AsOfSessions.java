package dev.tenure.asof;

import static java.util.Objects.requireNonNull;

import dev.tenure.model.Catalogue;
import dev.tenure.spark.Sessions;
import org.apache.spark.sql.SparkSession;

/**
 * Hands out views of one catalogue, each in a session of its own. To define the shared functions
 * takes Spark longer than most queries of a night, so they are defined in one session, of which the
 * others are copies.
 */
public final class AsOfSessions {
  private final SparkSession session;
  private final Catalogue catalogue;
  private SparkSession defined;

  /**
   * @param session whose settings hold for the views, as they are when these are asked for
   */
  public AsOfSessions(SparkSession session, Catalogue catalogue) {
    this.session = requireNonNull(session, "session is null");
    this.catalogue = requireNonNull(catalogue, "catalogue is null");
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Views without any table, of what was known on a day. */
  public AsOfViews on(AsOf asOf) {
    return new AsOfViews(Sessions.copy(defined(), session.conf()), catalogue, asOf);
  }

  private synchronized SparkSession defined() {
    if (defined == null) {
      defined = Sessions.beside(session, catalogue.functions());
    }
    return defined;
  }
}
