package io.binrelay.schemas.avro;

import io.binrelay.schemas.avro.TestColumn.Cell;

/** Columns of MySQL's binary JSON documents. */
final class JsonColumn {
    private static final String[][] DOCUMENTS = {
        {"", ""},
        {"0401", "true"},
        {"0b000000000000f03f", "1.0"},
        {"0c026869", "\"hi\""},
        {"0000000400", "{}"},
        {"0ff6070a028000000032", "0.50"},
        {"0c05", ""}
    };

    static TestColumn json(int prefix) {
        return TestColumns.column(245, new int[] {prefix}, random -> {
            String[] document = DOCUMENTS[random.nextInt(DOCUMENTS.length)];
            byte[] bytes = EventBytes.hex(document[0]);
            return new Cell(
                    new EventBytes().number(bytes.length, prefix).add(bytes).bytes(), "Json " + document[1]);
        });
    }

    private JsonColumn() {}
}
