package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** A command run in the test's own process, and what came of it. */
record Call(int exitCode, String out, String err) {
  static Call of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Tenure.line()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Call(exitCode, out.toString(), err.toString());
  }

  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out + err, e);
    }
  }

  void assertDocumented(String verb) {
    assertDocumented(verb, json());
  }

  /** Asserts that every name at the top of a JSON stands in the verb's help. */
  static void assertDocumented(String verb, JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    String help = of("help", verb).out();
    assertThat(help.substring(help.indexOf("JSON:")).split("[^a-z_]+"))
        .contains(names.toArray(String[]::new));
  }
}
