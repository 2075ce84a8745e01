package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a change of rows in statement format reads beside its session, as assignments of a SET statement (trap 10):
 * {@code INSERT_ID}, {@code LAST_INSERT_ID}, the seeds of RAND() and user variables, these with type, digits and
 * collation as they were (MySQL {@code sql/log_event.cc}, User_var_log_event::do_apply_event).
 */
final class InputAssignments {
    /** What a CAST to DECIMAL takes on all servers. */
    private static final int MAX_PRECISION = 65;

    private static final int MAX_SCALE = 30;

    private final IntFunction<String> collationName;

    /** @param collationName the name of a collation by its id; throws IllegalArgumentException for an unknown one */
    InputAssignments(IntFunction<String> collationName) {
        this.collationName = requireNonNull(collationName, "collationName is null");
    }

    /** In the order the server reads them; one character for each byte, names in UTF-8. */
    List<String> of(StatementInputs inputs) {
        List<String> assignments = new ArrayList<>();
        assign(assignments, "last_insert_id", inputs.lastInsertId());
        assign(assignments, "insert_id", inputs.insertId());
        assign(assignments, "rand_seed1", inputs.randomSeed1());
        assign(assignments, "rand_seed2", inputs.randomSeed2());
        for (UserVariable variable : inputs.userVariables()) {
            String name = new String(
                    variable.name().replace("`", "``").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assignments.add("@`" + name + "`:=" + valueOf(variable));
        }
        return assignments;
    }

    private static void assign(List<String> assignments, String name, @Nullable Long value) {
        if (value != null) {
            assignments.add("@@session." + name + "=" + Long.toUnsignedString(value));
        }
    }

    private String valueOf(UserVariable variable) {
        byte[] value = variable.value();
        if (value == null) {
            return "NULL";
        }
        return switch (variable.type()) {
            case STRING -> string(value, collationName.apply(variable.collation()));
            case REAL -> real(Double.longBitsToDouble(LittleEndian.int64(value, 0)));
            // A bare literal would lose that it is unsigned.
            case INTEGER ->
                variable.unsigned()
                        ? "CAST(" + Long.toUnsignedString(LittleEndian.int64(value, 0)) + " AS UNSIGNED)"
                        : "CAST(" + LittleEndian.int64(value, 0) + " AS SIGNED)";
            case DECIMAL -> decimal(value);
        };
    }

    private static String string(byte[] value, String collation) {
        int end = collation.indexOf('_');
        String bytes = " X'" + HexFormat.of().formatHex(value) + "'";
        // The only name without a character set in front is "binary", which is a reserved word and needs no COLLATE.
        return end < 0 ? "_binary" + bytes : "_" + collation.substring(0, end) + bytes + " COLLATE " + collation;
    }

    /** Seventeen digits tell every double from its neighbours, and servers read them with correct rounding. */
    private static String real(double value) {
        return String.format(Locale.ROOT, "%.16e", value);
    }

    /** The cast keeps a value without fraction from becoming an integer. */
    private static String decimal(byte[] value) {
        BigDecimal number = PackedDecimal.read(value);
        int precision = Math.max(1, value[0] & 0xff);
        String text = number.toPlainString();
        return precision <= MAX_PRECISION && number.scale() <= MAX_SCALE
                ? "CAST(" + text + " AS DECIMAL(" + precision + "," + number.scale() + "))"
                : text;
    }
}
