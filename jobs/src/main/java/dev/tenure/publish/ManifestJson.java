package dev.tenure.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.publish.Export.ExportFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON form of a manifest, whose names outsiders rely on. */
final class ManifestJson {
  private ManifestJson() {}

  static String write(PublishedManifest manifest) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("run_id", manifest.runId());
    root.put("as_of_date", manifest.asOfDate().toString());
    root.put("published_at", manifest.publishedAt().toString());
    ObjectNode marts = root.putObject("marts");
    manifest.marts().forEach((name, mart) -> write(marts.putObject(name), mart));
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  private static void write(ObjectNode node, PublishedMart mart) {
    node.put("path", mart.path());
    node.put("version", mart.version());
    node.put("export", mart.export().folder());
    ArrayNode files = node.putArray("files");
    for (ExportFile file : mart.export().files()) {
      ObjectNode entry = files.addObject();
      entry.put("name", file.name());
      entry.put("sha256", file.sha256());
      entry.put("bytes", file.bytes());
    }
    node.put("rows", mart.totals().rows());
    node.put("checksum", mart.totals().checksum());
    if (!mart.own().equals(mart.totals())) {
      node.put("own_rows", mart.own().rows());
      node.put("own_checksum", mart.own().checksum());
    }
    ObjectNode stale = node.putObject("stale_sources");
    mart.staleSources().forEach(stale::put);
  }

  static PublishedManifest read(String text) throws JsonProcessingException {
    JsonNode root = new ObjectMapper().readTree(text);
    Map<String, PublishedMart> marts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.required("marts").properties()) {
      marts.put(entry.getKey(), mart(entry.getValue()));
    }
    return new PublishedManifest(
        root.required("run_id").textValue(),
        LocalDate.parse(root.required("as_of_date").textValue()),
        Instant.parse(root.required("published_at").textValue()),
        marts);
  }

  private static PublishedMart mart(JsonNode node) {
    Map<String, Long> stale = new TreeMap<>();
    node.required("stale_sources")
        .properties()
        .forEach(source -> stale.put(source.getKey(), source.getValue().longValue()));
    List<ExportFile> files = new ArrayList<>();
    for (JsonNode file : node.required("files")) {
      files.add(
          new ExportFile(
              file.required("name").textValue(),
              file.required("sha256").textValue(),
              file.required("bytes").longValue()));
    }
    MartTotals totals =
        new MartTotals(node.required("rows").longValue(), node.required("checksum").textValue());
    return new PublishedMart(
        node.required("path").textValue(),
        node.required("version").longValue(),
        new Export(node.required("export").textValue(), files),
        totals,
        node.has("own_rows")
            ? new MartTotals(
                node.required("own_rows").longValue(), node.required("own_checksum").textValue())
            : totals,
        stale);
  }
}
