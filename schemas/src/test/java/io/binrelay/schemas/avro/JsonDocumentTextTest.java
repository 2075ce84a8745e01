package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Beside the documents of real servers in {@code type-mapping.txt}: what they rarely write, and what they never should.
 */
class JsonDocumentTextTest {
    private final JsonDocumentText renderer = new JsonDocumentText();

    private String text(String hex) {
        return text(EventBytes.hex(hex));
    }

    private String text(byte[] document) {
        // The document stands between other bytes, as in an event; they must not be taken for parts of it.
        byte[] event = new byte[document.length + 40];
        Arrays.fill(event, (byte) 0x0c);
        System.arraycopy(document, 0, event, 20, document.length);
        GrowingBytes out = new GrowingBytes(4);
        renderer.append(event, 20, document.length, out);
        return new String(out.array, 0, out.size, StandardCharsets.UTF_8);
    }

    @Test
    void numbersAtTheirLimits() {
        assertThat(text("05 0080")).isEqualTo("-32768");
        assertThat(text("06 ffff")).isEqualTo("65535");
        assertThat(text("07 00000080")).isEqualTo("-2147483648");
        assertThat(text("08 ffffffff")).isEqualTo("4294967295");
        assertThat(text("09 0000000000000080")).isEqualTo("-9223372036854775808");
        assertThat(text("0a ffffffffffffffff")).isEqualTo("18446744073709551615");
        assertThat(text("0a 0000000000000080")).isEqualTo("9223372036854775808");
        assertThat(text("09 0000000000000000")).isEqualTo("0");
    }

    @Test
    void trap24_aDoubleReadsBackAsTheSameDouble() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text = text(new EventBytes()
                    .add(0x0b)
                    .number(Double.doubleToRawLongBits(value), 8)
                    .bytes());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(text)).isEqualTo(value);
            } else {
                assertThat(text).isEmpty();
            }
        }
    }

    @Test
    void aLargeArrayHas32BitNumbersInPlaceAndOffsetsOf4Bytes() {
        // count 3, size; int32 -1 and uint32 4000000000 inlined, a string at offset 23
        assertThat(text("03 03000000 1a000000 07ffffffff 0800286bee 0c17000000 026869"))
                .isEqualTo("[-1, 4000000000, \"hi\"]");
    }

    @Test
    void aLargeObjectHasKeysWithOffsetsOf4Bytes() {
        assertThat(text("01 01000000 14000000 13000000 0100 0402000000 6b")).isEqualTo("{\"k\": false}");
    }

    @Test
    void controlCharactersQuotesAndBackslashesAreEscaped() {
        assertThat(text("0c 0a 01 1f 22 5c 08 0c 0a 0d 09 2f")).isEqualTo("\"\\u0001\\u001f\\\"\\\\\\b\\f\\n\\r\\t/\"");
    }

    @Test
    void aStringOfMoreThan127BytesHasALengthOfTwoBytes() {
        assertThat(text("0c 8101" + "61".repeat(129))).isEqualTo("\"" + "a".repeat(129) + "\"");
    }

    @Test
    void aYearOrDateBeforeTheZeroPointIsStillADate() {
        assertThat(text("0f 0a 08 0000000000000000")).isEqualTo("\"0000-00-00\"");
    }

    @Test
    void anEmptyDocumentHasNoText() {
        assertThat(text("")).isEmpty();
    }

    @Test
    void brokenDocumentsHaveNoText() {
        String[] broken = {
            "0d", // a type that is none
            "04 03", // a literal that is none
            "05 01", // cut off
            "0c 05 6162", // a string longer than the document
            "0c ffffffffff01 61", // a length of more than 5 bytes
            "0c 02 c328", // no UTF-8
            "00 0100 0000 ff00 0100 0400 00", // a key behind the end
            "02 ffff ffff", // more elements than there is room for
            "03 ffffffff ffffffff", // more elements than an int can count
            "0f 0a 07 00000000000000", // a date of 7 bytes
            "0f f6 03 50 1f 80", // decimal(80,31)
            "0f f6 01 05", // a decimal without scale
            "0b 000000000000f07f", // infinity
        };
        for (String hex : broken) {
            assertThat(text(hex)).as(hex).isEmpty();
        }
    }

    @Test
    void aDocumentThatContainsItselfHasNoText() {
        assertThat(text("02 0100 0700 02 0000"))
                .as("an array whose element is itself")
                .isEmpty();
        assertThat(text("02 0200 0a00 02 0000 02 0000")).as("twice").isEmpty();
    }

    @Test
    void textIsAppendedToWhatIsThereAndTakenBackAlone() {
        GrowingBytes out = new GrowingBytes(4);
        out.put('x');
        renderer.append(new byte[] {4, 1}, 0, 2, out);
        renderer.append(new byte[] {4, 9}, 0, 2, out);
        assertThat(new String(out.array, 0, out.size, StandardCharsets.UTF_8)).isEqualTo("xtrue");
    }

    @Test
    void whateverTheBytesTheTextIsJsonOrNothing() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        SplittableRandom random = new SplittableRandom(11);
        byte[] sound = EventBytes.hex(
                "000300620018000100190001001a0002000501000207001c00006f6e650061620004003a0004010004020004"
                        + "00000bf0003400003f");
        for (int i = 0; i < 20_000; i++) {
            byte[] document = sound.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                document[random.nextInt(document.length)] = (byte) random.nextInt(random.nextBoolean() ? 16 : 256);
            }
            String text = text(document);
            if (!text.isEmpty()) {
                assertThat(mapper.readTree(text))
                        .as(HexFormat.of().formatHex(document))
                        .isNotNull();
            }
        }
    }
}
