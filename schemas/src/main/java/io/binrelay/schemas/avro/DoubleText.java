package io.binrelay.schemas.avro;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Doubles as MySQL prints them inside JSON documents: the fewest digits that read back as the same double, without an
 * exponent if the point is near the digits, else {@code 1.5e20}. Source: MySQL {@code strings/dtoa.cc} (my_gcvt),
 * {@code sql-common/json_dom.cc} (wrapper_to_string).
 */
final class DoubleText {
    /** MAX_DECPT_FOR_F_FORMAT. */
    private static final int PLAIN_DIGITS = 15;

    /** Where Java 17 may give a digit more than needed (JDK-4511638). */
    private static final int SUSPECT_DIGITS = 16;

    private static final double SUSPECT_BELOW = 1e-300;

    /** The nearest first. */
    private static final RoundingMode[] MODES = {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP};

    private DoubleText() {}

    /** @param value finite */
    static String of(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal number = shortest(value).stripTrailingZeros();
        String digits = number.unscaledValue().abs().toString();
        int point = digits.length() - number.scale();
        String sign = value < 0 ? "-" : "";
        if (point < 1 - PLAIN_DIGITS || point > PLAIN_DIGITS) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return sign + digits.charAt(0) + fraction + "e" + (point - 1);
        }
        String plain = number.abs().toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal number = new BigDecimal(Double.toString(value));
        if (number.precision() < SUSPECT_DIGITS && Math.abs(value) > SUSPECT_BELOW) {
            return number;
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shorter = rounded(exact, number.precision() - 1, value);
        while (shorter != null) {
            number = shorter;
            shorter = rounded(exact, number.precision() - 1, value);
        }
        return number;
    }

    /** The number of so many digits next to {@code exact} that reads back as the double; null where none does. */
    private static @Nullable BigDecimal rounded(BigDecimal exact, int digits, double value) {
        if (digits < 1) {
            return null;
        }
        for (RoundingMode mode : MODES) {
            BigDecimal candidate = exact.round(new MathContext(digits, mode));
            if (candidate.doubleValue() == value) {
                return candidate;
            }
        }
        return null;
    }
}
