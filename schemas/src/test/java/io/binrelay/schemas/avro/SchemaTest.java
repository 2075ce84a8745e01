package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.UserVariable;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What the code takes for granted about {@code relay-record.avsc}. */
class SchemaTest {
    private final Schema schema = RelayRecordCodec.schema();

    @Test
    void theBranchesOfACellAreInTheOrderTheCodeKnows() {
        assertThat(names(TypeMappingTest.cellSchema().getField("value").schema()))
                .containsExactly(
                        "null",
                        "long",
                        "string",
                        "bytes",
                        "float",
                        "double",
                        "UnsignedLong",
                        "Decimal",
                        "Date",
                        "Time",
                        "DateTime",
                        "Timestamp",
                        "UncommonTemporal",
                        "EnumValue",
                        "SetValue",
                        "Json",
                        "Geometry");
        assertThat(List.of(
                        Branch.NULL,
                        Branch.LONG,
                        Branch.STRING,
                        Branch.BYTES,
                        Branch.FLOAT,
                        Branch.DOUBLE,
                        Branch.UNSIGNED_LONG,
                        Branch.DECIMAL,
                        Branch.DATE,
                        Branch.TIME,
                        Branch.DATE_TIME,
                        Branch.TIMESTAMP,
                        Branch.UNCOMMON_TEMPORAL,
                        Branch.ENUM_VALUE,
                        Branch.SET_VALUE,
                        Branch.JSON,
                        Branch.GEOMETRY))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void theBranchesOfAnEventAreInTheOrderTheCodeKnows() {
        assertThat(names(schema.getField("events").schema().getElementType()))
                .containsExactly(
                        "TableMapEvent",
                        "RowsEvent",
                        "OpaqueRowsEvent",
                        "AnnotationEvent",
                        "StatementEvent",
                        "FileBlockEvent");
        assertThat(List.of(
                        Branch.TABLE_MAP_EVENT,
                        Branch.ROWS_EVENT,
                        Branch.OPAQUE_ROWS_EVENT,
                        Branch.ANNOTATION_EVENT,
                        Branch.STATEMENT_EVENT,
                        Branch.FILE_BLOCK_EVENT))
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void theEnumsHaveTheConstantsOfTheCodeInTheirOrder() {
        assertThat(schema.getField("kind").schema().getEnumSymbols()).isEqualTo(names(RecordKind.values()));
        assertThat(schema.getField("groupEnd").schema().getEnumSymbols()).isEqualTo(names(GroupEnd.values()));
        assertThat(schema.getField("source")
                        .schema()
                        .getField("family")
                        .schema()
                        .getEnumSymbols())
                .isEqualTo(names(Family.values()));
        Schema statement =
                schema.getField("events").schema().getElementType().getTypes().get(Branch.STATEMENT_EVENT);
        Schema variable =
                optional(statement, "inputs").getField("userVariables").schema().getElementType();
        assertThat(variable.getField("type").schema().getEnumSymbols()).isEqualTo(names(UserVariable.Type.values()));
        assertThat(optional(statement, "load").getField("duplicates").schema().getEnumSymbols())
                .isEqualTo(names(LoadedFile.Duplicates.values()));
    }

    private static Schema optional(Schema record, String field) {
        return record.getField(field).schema().getTypes().get(1);
    }

    private static List<String> names(Schema union) {
        return union.getTypes().stream().map(Schema::getName).toList();
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }
}
