package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.store.Home;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which company a verb works for, and where its warehouse lives. */
final class Place {
  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description = "The company's folder, with tenure.yml (default: conf/sample).")
  private Path conf;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where inbox, warehouse and published marts live (default: TENURE_HOME, else data/<company>).")
  private Path home;

  /** The launcher's folder. */
  static Path root() {
    return Path.of(System.getProperty("tenure.root", "."));
  }

  /** The models that are shipped. */
  static Path models() {
    return root().resolve("sql");
  }

  Company company() {
    return company(conf);
  }

  /** The company of a folder, that of the sample where none is named. */
  static Company company(Path conf) {
    return CompanyReader.read(conf == null ? sample() : conf);
  }

  Path conf() {
    return conf == null ? sample() : conf;
  }

  private static Path sample() {
    return root().resolve("conf").resolve("sample");
  }

  /** Opens the home, which stamps a new one. */
  Home home(Company company) {
    return Home.open(homeFolder(company.name()), company.name());
  }

  /** The home's folder, by the option, the environment, or the company's name. */
  Path homeFolder(String company) {
    return Optional.ofNullable(home)
        .or(() -> Optional.ofNullable(System.getenv("TENURE_HOME")).map(Path::of))
        .orElseGet(() -> root().resolve("data").resolve(company));
  }
}
