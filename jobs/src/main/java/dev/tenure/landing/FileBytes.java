package dev.tenure.landing;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.tenure.Errors;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file: hashed as they lie there, and handed on unpacked (gzip and zstd are told by
 * their first bytes) without a UTF-8 byte order mark.
 */
final class FileBytes implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InboxFile file;
  private final DigestInputStream hashed;
  private InputStream unpacked;

  private FileBytes(InboxFile file, DigestInputStream hashed) {
    this.file = file;
    this.hashed = hashed;
  }

  /**
   * Opens a file.
   *
   * @throws dev.tenure.TenureException with exit code 3 if it has gone
   */
  static FileBytes open(FileTask task) throws IOException {
    try {
      InputStream in = Files.newInputStream(Path.of(task.location()));
      return new FileBytes(task.file(), new DigestInputStream(in, Sha256.digest()));
    } catch (NoSuchFileException e) {
      throw Errors.fileChanged(task.file().path(), describe(task.file().sha256()), "gone");
    }
  }

  /** The content of a file that no inbox found, and that nobody compares. */
  static InputStream unpacked(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return withoutMark(unpack(new PushbackInputStream(in, ZSTD.length)));
  }

  private static InputStream withoutMark(InputStream in) throws IOException {
    PushbackInputStream content = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
    if (startsWith(content, BYTE_ORDER_MARK)) {
      content.skipNBytes(BYTE_ORDER_MARK.length);
    }
    return content;
  }

  /** The content; a broken compression shows when it is read. */
  InputStream unpacked() throws IOException {
    if (unpacked == null) {
      PushbackInputStream packed =
          new PushbackInputStream(new BufferedInputStream(hashed, BUFFER), ZSTD.length);
      unpacked = withoutMark(unpack(packed));
    }
    return unpacked;
  }

  private static InputStream unpack(PushbackInputStream packed) throws IOException {
    if (startsWith(packed, GZIP)) {
      return new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER);
    }
    if (startsWith(packed, ZSTD)) {
      return new BufferedInputStream(new ZstdInputStreamNoFinalizer(packed), BUFFER);
    }
    return packed;
  }

  private static boolean startsWith(PushbackInputStream in, byte[] mark) throws IOException {
    byte[] start = in.readNBytes(mark.length);
    in.unread(start);
    return Arrays.equals(start, mark);
  }

  /**
   * Reads what is left of the file and compares it with what was found in the inbox.
   *
   * @throws dev.tenure.TenureException with exit code 3 if it is not the same
   */
  void verify() throws IOException {
    byte[] rest = new byte[BUFFER];
    while (hashed.read(rest) >= 0) {
      continue;
    }
    String sha256 = Sha256.hex(hashed.getMessageDigest().digest());
    if (!sha256.equals(file.sha256())) {
      throw Errors.fileChanged(file.path(), describe(file.sha256()), describe(sha256));
    }
  }

  private static String describe(String sha256) {
    return "SHA-256 " + sha256;
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      unpacked.close();
    }
    hashed.close();
  }
}
