package dev.tenure.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.jdk.javaapi.CollectionConverters;

/** Counts how often the queries of a session scan each table under a folder, told by Spark. */
public final class ScanCounts extends SparkListener {
  /** What the description of a query begins with that checks a table. */
  public static final String CHECK = "check ";

  private static final Pattern LOCATION = Pattern.compile("\\[file:([^\\],]+)");

  private final Path folder;
  private final Map<String, Scans> tables = new TreeMap<>();

  /** How often a table was scanned, and how often of these to be checked. */
  public record Scans(int all, int checks) {
    Scans and(Scans more) {
      return new Scans(all + more.all, checks + more.checks);
    }
  }

  public ScanCounts(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** By the table's path under the folder. */
  public synchronized Map<String, Scans> tables() {
    return new TreeMap<>(tables);
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      boolean isCheck = start.description().startsWith(CHECK);
      count(start.sparkPlanInfo(), new Scans(1, isCheck ? 1 : 0));
    }
  }

  private synchronized void count(SparkPlanInfo plan, Scans one) {
    CollectionConverters.asJava(plan.metadata()).entrySet().stream()
        .filter(entry -> entry.getKey().equals("Location"))
        .map(entry -> LOCATION.matcher(entry.getValue()))
        .filter(Matcher::find)
        .map(found -> Path.of(found.group(1)))
        .filter(path -> path.startsWith(folder) && !path.toString().contains("_delta_log"))
        .forEach(path -> tables.merge(folder.relativize(path).toString(), one, Scans::and));
    CollectionConverters.asJava(plan.children()).forEach(child -> count(child, one));
  }
}
