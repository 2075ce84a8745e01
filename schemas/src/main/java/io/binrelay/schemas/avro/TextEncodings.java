package io.binrelay.schemas.avro;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one home of the decision which character set's text the relay log holds as text.
 *
 * <p>A record may be read by another Java than wrote it, years later, and has to give back the same bytes there. So
 * only tables that do not change are used: UTF-8 and UTF-16 are algorithms, the single-byte sets and the old East Asian
 * sets are frozen. GB18030 is not (Java 21 moved to its 2022 edition), nor are sets Java has no table for: of those
 * only ASCII is text, the rest stays bytes.
 *
 * <p>MySQL's names on the left, Java's on the right. Where the two tables differ in a few characters, the text in the
 * log is Java's reading; the bytes are always the server's.
 */
final class TextEncodings {
    private static final Map<String, String> SINGLE_BYTE = Map.ofEntries(
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"),
            Map.entry("greek", "ISO-8859-7"),
            Map.entry("hebrew", "ISO-8859-8"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8u", "KOI8-U"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1256", "windows-1256"),
            Map.entry("cp1257", "windows-1257"),
            Map.entry("cp850", "IBM850"),
            Map.entry("cp852", "IBM852"),
            Map.entry("cp866", "IBM866"),
            Map.entry("tis620", "TIS-620"),
            Map.entry("macce", "x-MacCentralEurope"),
            Map.entry("macroman", "x-MacRoman"));

    private static final Map<String, String> MULTI_BYTE = Map.of(
            "ujis", "EUC-JP",
            "eucjpms", "EUC-JP",
            "sjis", "Shift_JIS",
            "cp932", "windows-31j",
            "gbk", "GBK",
            "gb2312", "GB2312",
            "big5", "Big5",
            "euckr", "EUC-KR");

    private static final Map<String, Charset> UNICODE = Map.of(
            "ucs2", StandardCharsets.UTF_16BE,
            "utf16", StandardCharsets.UTF_16BE,
            "utf16le", StandardCharsets.UTF_16LE,
            "utf32", Charset.forName("UTF-32BE"));

    private TextEncodings() {}

    /**
     * How a character set's text is turned into UTF-8 and back.
     *
     * @param charset MySQL's name of a character set; null where it is not known
     * @return null for {@code binary}, whose columns hold bytes, and for {@code swe7}, which is not even ASCII below
     *     0x80
     */
    static @Nullable TextEncoding of(@Nullable String charset) {
        if (charset == null) {
            return new AsciiEncoding();
        }
        return switch (charset) {
            case "binary", "swe7" -> null;
            case "utf8mb4", "utf8mb3", "utf8" -> new Utf8Encoding();
            case "latin1" -> SingleByteEncoding.latin1();
            default -> byTable(charset);
        };
    }

    private static TextEncoding byTable(String charset) {
        Charset unicode = UNICODE.get(charset);
        if (unicode != null) {
            return new MultiByteEncoding(unicode, false);
        }
        String single = SINGLE_BYTE.get(charset);
        if (single != null && Charset.isSupported(single)) {
            return SingleByteEncoding.of(Charset.forName(single));
        }
        String multiple = MULTI_BYTE.get(charset);
        if (multiple != null && Charset.isSupported(multiple)) {
            return new MultiByteEncoding(Charset.forName(multiple), true);
        }
        return new AsciiEncoding();
    }

    /** The text of {@code bytes} for people, as near as it can be had; never fails. */
    static String readable(@Nullable String charset, byte[] bytes) {
        TextEncoding encoding = of(charset);
        GrowingBytes out = new GrowingBytes(bytes.length * 3 + AvroOutput.MAX_VARINT);
        if (encoding != null && encoding.encode(bytes, 0, bytes.length, out)) {
            return new AvroInput(out.array, 0).readString();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
