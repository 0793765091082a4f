package dev.tenure.report;

import dev.tenure.Errors;
import dev.tenure.store.Folders;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/** Writes the page of each night beside its marts. */
public final class NightPages {
  private static final String TEMPLATE = "dev/tenure/report/night.html";

  private final Path published;
  private final String company;
  private final Map<String, String> definitions;

  /**
   * @param published the folder that readers know
   * @param definitions metric → what it means, from its contract
   */
  public NightPages(Path published, String company, Map<String, String> definitions) {
    this.published = published;
    this.company = company;
    this.definitions = Map.copyOf(definitions);
  }

  /** The page of the newest night. */
  public static Path newest(Path published) {
    return published.resolve("report.html");
  }

  /**
   * Writes the page of a published night, one file that needs nothing else: under its date, and as
   * the newest one. Each appears whole, and a rerun writes the same.
   */
  public Path write(LocalDate asOfDate, String runId) {
    NightPage page = new NightPageReader(published, company, asOfDate, runId, definitions).page();
    String html = render(page);
    Folders.replace(published.resolve("reports").resolve(asOfDate + ".html"), html);
    Path newest = newest(published);
    Folders.replace(newest, html);
    return newest;
  }

  private static String render(NightPage page) {
    ClasspathLoader loader = new ClasspathLoader(NightPages.class.getClassLoader());
    PebbleEngine engine =
        new PebbleEngine.Builder().loader(loader).strictVariables(true).autoEscaping(true).build();
    StringWriter html = new StringWriter();
    try {
      engine.getTemplate(TEMPLATE).evaluate(html, Map.of("page", page));
      return html.toString();
    } catch (IOException e) {
      throw Errors.unwritable(Path.of(TEMPLATE), e);
    }
  }
}
