package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.avro.MysqlJsonText;
import java.nio.charset.StandardCharsets;

/** Forms of text, bytes, documents and geometry: hexadecimal literals, which no character set changes. */
final class BytesForms {
    private BytesForms() {}

    /** Compared as bytes: a collation would take 'A' for 'a' (trap 4). */
    private static void sameBytes(String column, StringBuilder out) {
        out.append("CAST(").append(column).append(" AS BINARY)<=>");
    }

    /**
     * Text of the character set that the replica's column has too (trap 18).
     *
     * @param prefix bytes of the length in front
     * @param charset as the replica calls it
     */
    record Text(int prefix, String charset) implements ColumnForm {
        Text {
            requireNonNull(charset, "charset is null");
        }

        /** The server checks whether the bytes are text (1300), but fills up units that are not whole by itself. */
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            int unit = charset.equals("utf32") ? 4 : charset.startsWith("utf16") || charset.equals("ucs2") ? 2 : 1;
            if ((end - start - prefix) % unit != 0) {
                throw new CannotCrossException("the value is no text of the character set " + charset
                        + ": its length is no multiple of " + unit + " bytes. Change it on the source");
            }
            // Calling utf8mb3 by its name gives a warning; what it holds is the same in utf8mb4.
            out.append('_')
                    .append(charset.startsWith("utf8") ? "utf8mb4" : charset)
                    .append(' ');
            Hex.append(event, start + prefix, end, out);
        }

        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            sameBytes(column, out);
            Hex.append(event, start + prefix, end, out);
        }
    }

    /**
     * Bytes.
     *
     * @param prefix bytes of the length in front
     * @param length of a BINARY column, whose values come without the zero bytes at their end (trap 19); 0 for others
     */
    record Binary(int prefix, int length) implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            Hex.append(event, start + prefix, end, Math.max(0, length - (end - start - prefix)), out);
        }
    }

    /** Geometry in the servers' common internal form: spatial reference id, WKB (trap 25). */
    record Geometry(int prefix) implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            Hex.append(event, start + prefix, end, out);
        }

        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            sameBytes(column, out);
            value(event, start, end, out);
        }
    }

    /** MySQL's JSON for MariaDB, whose JSON is text: the text that MySQL prints. */
    record DocumentAsText(int prefix) implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            out.append("_utf8mb4 ");
            text(event, start, end, out);
        }

        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            sameBytes(column, out);
            text(event, start, end, out);
        }

        private void text(byte[] event, int start, int end, StringBuilder out) {
            byte[] text = MysqlJsonText.of(event, start + prefix, end - start - prefix);
            if (text.length == 0) {
                throw new CannotCrossException(
                        "the value is a JSON document that cannot be read: it is damaged, or of a"
                                + " form of a newer MySQL. Write it again on the source");
            }
            Hex.append(text, 0, text.length, out);
        }
    }

    /** Text, such as MariaDB's JSON, for MySQL's JSON. */
    record TextAsDocument(int prefix, String charset) implements ColumnForm {
        TextAsDocument {
            requireNonNull(charset, "charset is null");
        }

        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            JsonLoss.check(new String(event, start + prefix, end - start - prefix, StandardCharsets.UTF_8));
            document(event, start, end, out);
        }

        private void document(byte[] event, int start, int end, StringBuilder out) {
            out.append("CAST(_utf8mb4 ");
            Hex.append(event, start + prefix, end, out);
            out.append(" AS JSON)");
        }

        /** The text as well: 1 and 1.0 are equal documents. */
        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append('(').append(column).append('=');
            document(event, start, end, out);
            out.append(" AND CAST(CAST(").append(column).append(" AS CHAR CHARACTER SET utf8mb4) AS BINARY)=");
            printed(event, start, end, out);
            out.append(')');
        }

        @Override
        public boolean mayBeTakenForEqual() {
            return true;
        }

        @Override
        public void takenForEqual(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append('(').append(column).append('=');
            document(event, start, end, out);
            out.append(" AND CAST(CAST(").append(column).append(" AS CHAR CHARACTER SET utf8mb4) AS BINARY)<>");
            printed(event, start, end, out);
            out.append(')');
        }

        private void printed(byte[] event, int start, int end, StringBuilder out) {
            out.append("CAST(CAST(");
            document(event, start, end, out);
            out.append(" AS CHAR CHARACTER SET utf8mb4) AS BINARY)");
        }
    }
}
