package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueFiles;
import dev.tenure.model.CatalogueReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "manifest",
    description =
        "Renews manifest.json and CATALOG.md from the pairs: the shipped ones, and those of a company with --conf.")
final class ManifestVerb implements Runnable {
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
    Path folder = conf == null ? Place.models() : conf.resolve("sql");
    if (!check) {
      files.write();
      files
          .texts()
          .keySet()
          .forEach(name -> System.out.println("written: " + folder.resolve(name)));
      return;
    }
    List<String> drifted = new ArrayList<>();
    files.texts().forEach((name, text) -> addIfDrifted(folder.resolve(name), text, drifted));
    if (!drifted.isEmpty()) {
      throw Errors.drifted(drifted);
    }
  }

  private static CatalogueFiles shipped() {
    Company company = CompanyReader.read(Place.root().resolve("conf").resolve("sample"));
    Catalogue catalogue = CatalogueReader.read(Place.models(), company.withoutOwn());
    return new CatalogueFiles(Place.models(), catalogue);
  }

  private CatalogueFiles company() {
    Company company = CompanyReader.read(conf);
    Catalogue catalogue = CatalogueReader.read(Place.models(), company);
    return new CatalogueFiles(company.folder().resolve("sql"), catalogue);
  }

  private static void addIfDrifted(Path file, String text, List<String> drifted) {
    try {
      if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) {
        drifted.add(file.toString());
      }
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }
}
