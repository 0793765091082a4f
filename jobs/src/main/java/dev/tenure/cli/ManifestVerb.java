package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.CatalogueFiles;
import dev.tenure.model.CatalogueReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "manifest",
    description =
        "Renews manifest.json and CATALOG.md from the pairs: the shipped ones, and those of a company with --conf.",
    footer = {"", "JSON: written (the files; none with --check)."})
final class ManifestVerb implements Runnable {
  @Mixin private Output output;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description = "A company whose own sql/ is renewed.")
  private Path conf;

  @Option(
      names = "--check",
      description = "Write nothing; end with exit code 3 if a file is not as it should be.")
  private boolean check;

  @Override
  public void run() {
    CatalogueFiles files = conf == null ? shipped() : company();
    if (check) {
      List<Path> drifted = files.drifted();
      if (!drifted.isEmpty()) {
        throw Errors.drifted(drifted);
      }
      output.tell(new ManifestAnswer(List.of()));
    } else {
      output.tell(new ManifestAnswer(files.write()));
    }
  }

  private static CatalogueFiles shipped() {
    Company company = CompanyReader.read(Place.root().resolve("conf").resolve("sample"));
    return new CatalogueFiles(
        Place.models(), CatalogueReader.read(Place.models(), company.withoutOwn()));
  }

  private CatalogueFiles company() {
    Company company = CompanyReader.read(conf);
    return new CatalogueFiles(
        company.folder().resolve("sql"), CatalogueReader.read(Place.models(), company));
  }
}
