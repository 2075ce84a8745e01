package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a distributed transaction (X/Open XA, xid). Arrays are not copied: nobody may change them.
 *
 * @param formatId 32 bits, unsigned
 * @param globalId at most 64 bytes
 * @param branchId at most 64 bytes
 */
public record XaIdentifier(long formatId, byte[] globalId, byte[] branchId) {
    private static final Pattern SQL =
            Pattern.compile("X'((?:[0-9A-Fa-f]{2})*)',X'((?:[0-9A-Fa-f]{2})*)',([0-9]{1,19})");

    public XaIdentifier {
        requireNonNull(globalId, "globalId is null");
        requireNonNull(branchId, "branchId is null");
    }

    /** Reads what {@link #toString} and servers write; null when it is something else. */
    public static @Nullable XaIdentifier parse(String sql) {
        Matcher parts = SQL.matcher(sql);
        if (!parts.matches()) {
            return null;
        }
        HexFormat hex = HexFormat.of();
        return new XaIdentifier(
                Long.parseLong(parts.group(3)), hex.parseHex(parts.group(1)), hex.parseHex(parts.group(2)));
    }

    static XaIdentifier read(EventReader reader, boolean wideLengths) {
        long formatId = reader.uint32("XA format");
        long globalLength = wideLengths ? reader.uint32("XA global id length") : reader.uint8("XA global id length");
        long branchLength = wideLengths ? reader.uint32("XA branch id length") : reader.uint8("XA branch id length");
        if (globalLength > reader.remaining() || branchLength > reader.remaining()) {
            throw reader.malformed("XA id lengths", "they are " + globalLength + " and " + branchLength);
        }
        return new XaIdentifier(
                formatId,
                reader.bytes((int) globalLength, "XA global id"),
                reader.bytes((int) branchLength, "XA branch id"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof XaIdentifier that
                && formatId == that.formatId
                && Arrays.equals(globalId, that.globalId)
                && Arrays.equals(branchId, that.branchId);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(formatId) + Arrays.hashCode(globalId)) + Arrays.hashCode(branchId);
    }

    /** As XA statements take it: {@code X'6162',X'',1}. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "X'" + hex.formatHex(globalId) + "',X'" + hex.formatHex(branchId) + "'," + formatId;
    }
}
