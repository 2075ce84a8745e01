package io.binrelay.schemas.avro;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.binlog.ColumnType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code type-mapping.txt}, line by line: cells that real servers wrote, and what readers of the log see. */
class TypeMappingTest {
    private static final GenericDatumReader<GenericRecord> READER = new GenericDatumReader<>(cellSchema());
    private static final Pattern MEMBER = Pattern.compile("'([^']*)'");

    static Stream<String> linesOfRealServers() throws IOException {
        try (InputStream in = TypeMappingTest.class.getResourceAsStream("type-mapping.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("linesOfRealServers")
    void aCellOfARealServerBecomesItsValueAndComesBack(String line) throws IOException {
        String[] parts = line.split(" \\| ", -1);
        ColumnDescription column = column(parts);
        byte[] cell = EventBytes.hex(parts[5]);

        CellCodec codec = requireNonNull(TypeMapping.codec(column));
        GrowingBytes avro = new GrowingBytes(16);
        assertThat(codec.encode(cell, 0, avro)).isEqualTo(cell.length);

        GenericRecord value = READER.read(null, DecoderFactory.get().binaryDecoder(avro.array, 0, avro.size, null));
        assertThat(CellText.of(value)).isEqualTo(parts[6]);
        assertThat(TypeMapping.sqlType(column)).isEqualTo(parts[1]);

        GrowingBytes again = new GrowingBytes(16);
        AvroInput in = new AvroInput(avro.toByteArray(), 0);
        requireNonNull(TypeMapping.codec(column)).decode(in.readBranch(), in, again);
        assertThat(again.toByteArray()).isEqualTo(cell);
        assertThat(in.position).isEqualTo(avro.size);
    }

    @Test
    void everyTypeOfAColumnThatAServerWritesIsShownAtLeastOnce() throws Exception {
        List<Integer> shown = linesOfRealServers()
                .map(line -> Integer.parseInt(line.split(" \\| ", -1)[2]))
                .toList();
        List<String> missing = new ArrayList<>();
        for (Field field : ColumnType.class.getFields()) {
            CellCodec codec = codecOf(field.getInt(null));
            if (codec != null && !shown.contains(field.getInt(null))) {
                missing.add(field.getName());
            }
        }
        // Written by no server at hand: VECTOR needs MySQL 9; BLOB stands for its sisters and VARCHAR for VAR_STRING.
        assertThat(missing).containsExactlyInAnyOrder("VECTOR", "TINY_BLOB", "MEDIUM_BLOB", "LONG_BLOB", "VAR_STRING");
    }

    @Test
    void aTypeThatIsNotKnownHasNoCodec() {
        assertThat(codecOf(200)).isNull();
        assertThat(codecOf(ColumnType.OLD_DECIMAL)).isNull();
    }

    @Test
    void trap26_aVectorIsBytes() {
        CellCodec codec = requireNonNull(codecOf(ColumnType.VECTOR, 4));
        GrowingBytes avro = new GrowingBytes(16);
        codec.encode(EventBytes.hex("08000000 0000803f 00000040"), 0, avro);
        assertThat(avro.toByteArray()).isEqualTo(EventBytes.hex("06 10 0000803f 00000040"));
    }

    static Schema cellSchema() {
        Schema rows = RelayRecordCodec.schema()
                .getField("events")
                .schema()
                .getElementType()
                .getTypes()
                .get(Branch.ROWS_EVENT);
        Schema row = rows.getField("rows").schema().getElementType();
        return row.getField("before").schema().getTypes().get(1).getElementType();
    }

    private static @Nullable CellCodec codecOf(int type) {
        return codecOf(type, type == ColumnType.DECIMAL ? 0x020a : 1);
    }

    private static @Nullable CellCodec codecOf(int type, int metadata) {
        return TypeMapping.codec(new ColumnDescription("c", type, metadata, true, false, null, null));
    }

    private static ColumnDescription column(String[] parts) {
        List<String> members = null;
        if (parts[1].startsWith("enum") || parts[1].startsWith("set")) {
            members = new ArrayList<>();
            for (Matcher matcher = MEMBER.matcher(parts[1]); matcher.find(); ) {
                members.add(matcher.group(1));
            }
        }
        return new ColumnDescription(
                "c",
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                true,
                parts[1].endsWith(" unsigned"),
                parts[4].equals("-") ? null : parts[4],
                members);
    }
}
