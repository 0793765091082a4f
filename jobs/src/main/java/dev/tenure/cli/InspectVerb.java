package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.Database;
import dev.tenure.config.Secret;
import dev.tenure.inspect.Inspector;
import dev.tenure.spark.Sessions;
import dev.tenure.spark.Workload;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    description =
        "Tells what files or tables are, what a night would make of them and the conf to paste; writes nothing.",
    footer = {
      "",
      "JSON: files (file, alike, vendor, entity, because, format, extract, table, records, loaded, failures, mapped, missing, unread, conf)."
    })
final class InspectVerb implements Runnable {
  @Mixin private Output output;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description = "The company whose mappings are tried (default: conf/sample).")
  private Path conf;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The schema of a database (default: the one in which its user begins).")
  private String schema;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "One table of a database (default: each).")
  private String table;

  @Option(
      names = "--user",
      paramLabel = "SECRET",
      description = "The user of a database, env:NAME or file:PATH (default: ${DEFAULT-VALUE}).")
  private String user = "env:PGUSER";

  @Option(
      names = "--password",
      paramLabel = "SECRET",
      description = "The password, env:NAME or file:PATH (default: ${DEFAULT-VALUE}).")
  private String password = "env:PGPASSWORD";

  @Parameters(
      paramLabel = "PATH",
      description =
          "A file, a folder of files or of Delta tables, or a database: jdbc:postgresql://host/name.")
  private String place;

  @Override
  public void run() {
    Company company = Place.company(conf);
    Inspector inspector =
        new Inspector(
            () -> session(company), Place.models(), company, LocalDate.now(company.zone()));
    output.tell(
        new InspectionAnswer(
            place.startsWith("jdbc:")
                ? inspector.inspect(database(), Optional.ofNullable(table))
                : inspector.inspect(Path.of(place))));
  }

  private Database database() {
    return new Database(
        place, Optional.ofNullable(schema), secret("--user", user), secret("--password", password));
  }

  private static Secret secret(String option, String text) {
    return Secret.named(text, Path.of(""), option)
        .orElseThrow(() -> Errors.secretInTheOpen(option));
  }

  static SparkSession session(Company company) {
    SparkSession session =
        Sessions.open(company.zone(), Path.of(System.getProperty("java.io.tmpdir")));
    session.conf().set("spark.sql.session.timeZone", company.zone().getId());
    Sessions.expect(session, Workload.SMALL);
    return session;
  }
}
