package dev.tenure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of a few megabytes in memory, mounted where a test wants it. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Whether this user may mount one, as root may outside most containers. */
  public static boolean isAllowed() throws IOException {
    Path folder = Files.createTempDirectory("tenure-disk");
    try (SmallDisk disk = mount(folder, 1 << 20)) {
      return disk.folder.equals(folder);
    } catch (IllegalStateException e) {
      return false;
    } finally {
      Files.delete(folder);
    }
  }

  public static SmallDisk mount(Path folder, long bytes) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tenure", folder.toString());
    return new SmallDisk(folder);
  }

  /** Makes it larger; what it holds stays. */
  public void grow(long bytes) throws IOException {
    run("mount", "-o", "remount,size=" + bytes, folder.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(List.of(command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
