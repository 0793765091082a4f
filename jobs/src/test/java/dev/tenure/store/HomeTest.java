package dev.tenure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.TenureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  @Test
  void runsThatOpenANewHomeAtOnceAllFindItTheirs() throws Exception {
    int runs = 4;
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    try {
      for (int round = 0; round < 200; round++) {
        Path root = folder.resolve("home-" + round);
        CyclicBarrier start = new CyclicBarrier(runs);
        List<Future<Home>> opened = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
          opened.add(
              threads.submit(
                  () -> {
                    start.await();
                    Home home = Home.open(root, "acme");
                    Files.createDirectories(home.warehouse());
                    return home;
                  }));
        }
        for (Future<Home> home : opened) {
          assertThat(home.get()).isEqualTo(new Home(root));
        }
        assertThat(root).isDirectoryNotContaining("glob:**.tenure.home-*");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aHomeOfAnotherCompanyIsRefused() {
    Home.open(folder, "acme");

    assertThatThrownBy(() -> Home.open(folder, "other"))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("acme");
  }

  @Test
  void aFolderThatHoldsOtherThingsIsRefusedAndLeftAlone() throws Exception {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> Home.open(folder, "acme"))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("thesis.txt");
    assertThat(folder.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void aFolderWithAnInboxOnlyBecomesAHome() throws Exception {
    Files.createDirectories(folder.resolve("inbox"));

    assertThat(Home.open(folder, "acme")).isEqualTo(Home.open(folder, "acme"));
  }
}
