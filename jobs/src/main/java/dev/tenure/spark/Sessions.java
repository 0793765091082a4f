package dev.tenure.spark;

import dev.tenure.Errors;
import dev.tenure.model.SqlFunction;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;

/**
 * The one place that configures Spark. On a cluster the master comes from spark-submit; elsewhere
 * all cores of this machine are used.
 */
public final class Sessions {
  /**
   * Millions of rows are sorted in memory part by part; where there are fewer, Spark joins parts.
   */
  private static final int LARGE_PARTITIONS = 16;

  private Sessions() {}

  /** The session of a run, whose days are those of the reporting zone. */
  public static SparkSession open(ZoneId zone, Path scratch) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("tenure")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.session.timeZone", zone.getId())
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .config("spark.sql.warehouse.dir", scratch.resolve("spark-warehouse").toString())
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
            .config("spark.sql.autoBroadcastJoinThreshold", "32m")
            .config("spark.buffer.pageSize", "1m")
            .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "100000")
            .config("spark.sql.maxPlanStringLength", "10000")
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.databricks.delta.stats.collect", "true")
            // Nights are read at the versions that they published, years later as well.
            .config(
                "spark.databricks.delta.properties.defaults.logRetentionDuration",
                "interval 3650 days")
            .config("spark.databricks.delta.properties.defaults.dataSkippingNumIndexedCols", "8")
            // A checkpoint takes longer to write than some dozens of small commits to read.
            .config("spark.databricks.delta.properties.defaults.checkpointInterval", "50")
            .config(
                "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled",
                "false")
            .config("spark.sql.icu.caseMappings.enabled", "false")
            .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
            .config(
                "spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFiles.Context.class.getName())
            .config("spark.sql.inMemoryColumnarStorage.compressed", "false")
            .config("spark.cleaner.periodicGC.interval", "60min")
            // What nobody looks at: where in our code a column was written, plans for a page that
            // is
            // not served, jobs of hours ago, and a second look at every step of the optimizer.
            .config("spark.sql.dataFrameQueryContext.enabled", "false")
            .config("spark.sql.lightweightPlanChangeValidation", "false")
            .config("spark.sql.ui.explainMode", "simple")
            .config("spark.sql.ui.retainedExecutions", "1")
            .config("spark.ui.retainedJobs", "10")
            .config("spark.ui.retainedStages", "10")
            .config("spark.ui.retainedTasks", "100")
            .config("spark.driver.host", "localhost");
    if (System.getProperty("spark.master") == null) {
      builder.master("local[*]").config("spark.driver.bindAddress", "127.0.0.1");
    }
    return builder.getOrCreate();
  }

  /**
   * Sets a session to the work before it. Code that Spark generates, plans that it mends while they
   * run, filters that it infers and values that it keeps for a second use in a row pay from a size
   * on; below it they take longer than the work.
   */
  public static void expect(SparkSession session, Workload workload) {
    boolean isLarge = workload == Workload.LARGE;
    RuntimeConfig conf = session.conf();
    conf.set("spark.sql.adaptive.enabled", isLarge);
    conf.set("spark.sql.constraintPropagation.enabled", isLarge);
    conf.set("spark.sql.subexpressionElimination.enabled", isLarge);
    conf.set("spark.sql.codegen.wholeStage", isLarge);
    conf.set("spark.sql.codegen.factoryMode", isLarge ? "FALLBACK" : "NO_CODEGEN");
    conf.set("spark.sql.shuffle.partitions", isLarge ? LARGE_PARTITIONS : 1);
  }

  /**
   * A session beside another one, with its own views and the shared SQL functions, so that views of
   * one name may hold different knowledge.
   */
  public static SparkSession beside(SparkSession session, List<SqlFunction> functions) {
    SparkSession own = session.newSession();
    set(own, session.conf());
    functions.forEach(function -> define(own, function));
    return own;
  }

  /**
   * Keeps a session from inferring what holds of all rows of a query. A checkpoint asks for it, and
   * of a union over checkpoints Spark 4.0 infers of columns that its rows do not have, and fails.
   */
  public static void inferNothing(SparkSession session) {
    session.conf().set("spark.sql.constraintPropagation.enabled", false);
  }

  /** A session beside another one that knows the same functions and views, with these settings. */
  public static SparkSession copy(SparkSession session, RuntimeConfig settings) {
    SparkSession own = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    set(own, settings);
    return own;
  }

  private static void set(SparkSession session, RuntimeConfig settings) {
    settings
        .getAll()
        .foreach(
            entry -> {
              if (session.conf().isModifiable(entry._1())) {
                session.conf().set(entry._1(), entry._2());
              }
              return null;
            });
  }

  private static void define(SparkSession session, SqlFunction function) {
    if (function.body() instanceof SqlFunction.Statement written) {
      session.sql(written.statement());
    } else if (function.body() instanceof SqlFunction.JavaClass built) {
      session.udf().register(function.name(), instance(function, built), built.returns());
    }
  }

  private static UDF2<?, ?, ?> instance(SqlFunction function, SqlFunction.JavaClass built) {
    try {
      return (UDF2<?, ?, ?>) Class.forName(built.builtBy()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw Errors.notAFunction(function.file(), built.builtBy(), e);
    }
  }

  /** The same rows as seen from another session, so that it can name them. */
  public static Dataset<Row> within(SparkSession session, Dataset<Row> rows) {
    if (rows.sparkSession() == session) {
      return rows;
    }
    org.apache.spark.sql.classic.Dataset<Row> classic =
        (org.apache.spark.sql.classic.Dataset<Row>) rows;
    return org.apache.spark.sql.classic.Dataset.ofRows(
        (org.apache.spark.sql.classic.SparkSession) session, classic.logicalPlan());
  }
}
