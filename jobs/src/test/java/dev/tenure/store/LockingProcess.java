package dev.tenure.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that takes a lock and never gives it back, until it is killed. */
final class LockingProcess {
  private LockingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    LocalLock.attempt(Path.of(arguments[0])).orElseThrow();
    System.out.println("locked");
    Thread.sleep(600_000);
  }

  static Process start(Path lockFile) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockingProcess.class.getName(),
                lockFile.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = process.inputReader().readLine();
    if (!"locked".equals(said)) {
      throw new IOException("The other process said " + said);
    }
    return process;
  }
}
