package dev.tenure;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import dev.tenure.spark.Sessions;
import dev.tenure.spark.Workload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the test JVM's one tuned Spark session to constructors and methods that ask for it. */
@Target(TYPE)
@Retention(RUNTIME)
@ExtendWith(SparkTest.Session.class)
public @interface SparkTest {
  /** Resolves parameters of type SparkSession. */
  final class Session implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      SparkSession spark =
          SparkSession.builder()
              .master("local[2]")
              .appName("tests")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .config("spark.databricks.delta.snapshotPartitions", "1")
              .config("spark.buffer.pageSize", "1m")
              .config("spark.sql.datetime.java8API.enabled", "true")
              .config("spark.sql.session.timeZone", "UTC")
              .getOrCreate();
      Sessions.expect(spark, Workload.SMALL);
      spark.conf().set("spark.sql.shuffle.partitions", 2);
      spark.sparkContext().setLogLevel("ERROR");
      return spark;
    }
  }
}
