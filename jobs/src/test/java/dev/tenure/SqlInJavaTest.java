package dev.tenure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlInJavaTest {
  private static final Pattern STATEMENT =
      Pattern.compile("\"(\"\"\\s*)?(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH)\\s");

  @Test
  void meaningIsToldInSqlFilesOnly() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      // A database that is read or written is asked in its own words.
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("DatabaseSnapshot.java"))
              .filter(file -> !file.getFileName().toString().startsWith("Postgres"))
              .toList();

      assertThat(sources).isNotEmpty().noneMatch(SqlInJavaTest::holdsStatement);
    }
  }

  @Test
  void aStatementIsRecognized() {
    assertThat(STATEMENT.matcher("sql(\"SELECT 1\")").find()).isTrue();
    assertThat(STATEMENT.matcher("sql(\"\"\"\n    WITH a AS (").find()).isTrue();
    assertThat(STATEMENT.matcher("text(\"Selects nothing\")").find()).isFalse();
  }

  private static boolean holdsStatement(Path file) {
    try {
      return STATEMENT.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }
}
