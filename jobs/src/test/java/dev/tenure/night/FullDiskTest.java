package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FullDiskTest {
  private static final Path HOME = Path.of("/data/acme");

  @Test
  void whateverWrapsAFullDiskIsToldWithItsCure() {
    IOException full = new IOException("/data/acme/x.parquet: No space left on device");

    assertThatThrownBy(() -> failing(new Error(full)))
        .isInstanceOfSatisfying(
            TenureException.class, it -> assertThat(it.exitCode()).isEqualTo(ExitCode.FAULT))
        .hasMessageContainingAll(
            "The disk of /data/acme is full: ", "x.parquet: No space", "./tenure maintain");
    assertThatThrownBy(() -> failing(new CompletionException(new IllegalStateException(full))))
        .isInstanceOf(TenureException.class);
  }

  @Test
  void anyOtherFailureStaysWhatItIs() {
    RuntimeException other = new IllegalStateException(new IOException("Permission denied"));

    assertThatThrownBy(() -> failing(other)).isSameAs(other);
    assertThat(FullDisk.told(HOME, () -> "done")).isEqualTo("done");
  }

  private static String failing(Throwable failure) {
    Supplier<String> work =
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        };
    return FullDisk.told(HOME, work);
  }
}
