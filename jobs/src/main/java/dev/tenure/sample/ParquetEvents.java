package dev.tenure.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Events as a Parquet file. */
final class ParquetEvents implements UsageTracker.Format {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message event {
            required binary message_id (STRING);
            required binary account_id (STRING);
            required binary user_id (STRING);
            required binary event (STRING);
            required int64 timestamp (TIMESTAMP(MICROS,true));
            required binary properties (STRING);
          }
          """);

  @Override
  public void write(Path path, List<UsageEvent> events, int junk) throws IOException {
    if (junk > 0) {
      throw new IllegalArgumentException("a Parquet file holds no junk records, asked for " + junk);
    }
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (UsageEvent event : events) {
        writer.write(row(event));
      }
    }
  }

  private static Group row(UsageEvent event) {
    return new SimpleGroup(SCHEMA)
        .append("message_id", event.messageId())
        .append("account_id", event.accountId())
        .append("user_id", event.userId())
        .append("event", event.event())
        .append("timestamp", event.happenedAt() * 1000)
        .append("properties", event.properties());
  }
}
