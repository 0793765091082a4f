package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.inspect.Inspector;
import dev.tenure.spark.Sessions;
import dev.tenure.spark.Workload;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    description =
        "Tells what files are, what a night would make of them and the conf to paste; writes nothing.",
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

  @Parameters(paramLabel = "PATH", description = "A file, or a folder of files.")
  private Path path;

  @Override
  public void run() {
    Company company = Place.company(conf);
    Inspector inspector =
        new Inspector(
            () -> session(company), Place.models(), company, LocalDate.now(company.zone()));
    output.tell(new InspectionAnswer(inspector.inspect(path)));
  }

  static SparkSession session(Company company) {
    SparkSession session =
        Sessions.open(company.zone(), Path.of(System.getProperty("java.io.tmpdir")));
    session.conf().set("spark.sql.session.timeZone", company.zone().getId());
    Sessions.expect(session, Workload.SMALL);
    return session;
  }
}
