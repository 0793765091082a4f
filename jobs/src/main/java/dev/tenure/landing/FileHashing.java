package dev.tenure.landing;

import dev.tenure.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hashes files on several threads, except those whose hash is known. */
record FileHashing(Map<FileStamp, String> known) {
  private static final int CHUNK = 64;

  /** The hashes in the order of the files. */
  List<String> hash(List<FoundFile> files) {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<String>>> chunks = new ArrayList<>();
      for (int from = 0; from < files.size(); from += CHUNK) {
        List<FoundFile> chunk = files.subList(from, Math.min(from + CHUNK, files.size()));
        chunks.add(pool.submit(() -> chunk.stream().map(this::hash).toList()));
      }
      List<String> hashes = new ArrayList<>();
      for (Future<List<String>> chunk : chunks) {
        hashes.addAll(chunk.get());
      }
      return hashes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while hashing the inbox", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private String hash(FoundFile file) {
    String hash = known.get(file.stamp());
    if (hash != null) {
      return hash;
    }
    try {
      return Sha256.ofFile(file.location());
    } catch (IOException e) {
      throw Errors.unreadable(file.location(), e);
    }
  }
}
