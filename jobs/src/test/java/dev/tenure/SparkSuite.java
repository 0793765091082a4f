package dev.tenure;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import com.holdenkarau.spark.testing.SparkSessionProvider$;
import dev.tenure.spark.Sessions;
import dev.tenure.spark.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;

/** The one tuned session of the test JVM, handed to Spark Testing Base. */
public abstract class SparkSuite extends JavaDatasetSuiteBase {
  private static final SparkSession SESSION = open();

  private static SparkSession open() {
    System.setProperty("spark.master", "local[2]");
    try {
      Path scratch = Files.createTempDirectory("tenure-test");
      SparkSession session = Sessions.open(ZoneOffset.UTC, scratch);
      Sessions.expect(session, Workload.SMALL);
      SparkSessionProvider$.MODULE$._sparkSession_$eq(session);
      return session;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Other tests of the JVM move the shared session to their own zone. */
  @BeforeAll
  static void returnToUtc() {
    SESSION.conf().set("spark.sql.session.timeZone", ZoneOffset.UTC.getId());
  }

  protected static SparkSession session() {
    return SESSION;
  }

  @Override
  public SparkContext sc() {
    return SESSION.sparkContext();
  }

  @Override
  public JavaSparkContext jsc() {
    return JavaSparkContext.fromSparkContext(SESSION.sparkContext());
  }

  @Override
  public boolean enableHiveSupport() {
    return false;
  }
}
