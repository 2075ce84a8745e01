package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds in a JSON text what MySQL's documents cannot hold: a member's name that occurs twice in its object, and numbers
 * of more digits than a DOUBLE. What MySQL changes without losing anything (white space, the order of members, the form
 * of numbers and escapes) is not looked for, nor is text that is no JSON: MySQL refuses that itself (3140).
 */
final class JsonLoss {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = new BigDecimal("18446744073709551615");

    private final String text;
    private final Deque<Set<String>> objects = new ArrayDeque<>();
    private int at;

    private JsonLoss(String text) {
        this.text = requireNonNull(text, "text is null");
    }

    /** @throws CannotCrossException something would be lost; the message says what */
    static void check(String text) {
        new JsonLoss(text).scan();
    }

    private void scan() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                string();
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                number();
            } else {
                if (c == '{' || c == '[') {
                    objects.push(new HashSet<>());
                } else if ((c == '}' || c == ']') && !objects.isEmpty()) {
                    objects.pop();
                }
                at++;
            }
        }
    }

    private void string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                escape(value);
            } else {
                value.append(text.charAt(at++));
            }
        }
        at++;
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        boolean name = next < text.length() && text.charAt(next) == ':';
        if (name && !objects.isEmpty() && !objects.element().add(value.toString())) {
            throw new CannotCrossException("the JSON document has the name \"" + value
                    + "\" twice in one object, of which MySQL would keep one. Change it on the source");
        }
    }

    private void escape(StringBuilder value) {
        char c = text.charAt(at + 1);
        at += 2;
        if (c != 'u' || at + 4 > text.length()) {
            int control = "bfnrt".indexOf(c);
            value.append(control < 0 ? c : "\b\f\n\r\t".charAt(control));
            return;
        }
        try {
            value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        } catch (NumberFormatException e) {
            value.append(text, at, at + 4); // no JSON, as the server will say
        }
        at += 4;
    }

    private void number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > 1_000 || !isExact(digits)) {
            throw new CannotCrossException("the JSON document has the number "
                    + (digits.length() > 100 ? digits.substring(0, 100) + "..." : digits)
                    + ", which MySQL's documents cannot hold with all its digits. Make it a string on the source");
        }
    }

    private static boolean isExact(String digits) {
        BigDecimal exact;
        try {
            exact = new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return true; // no JSON, as the server will say
        }
        boolean whole = digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        if (whole && exact.compareTo(LEAST) >= 0 && exact.compareTo(GREATEST) <= 0) {
            return true;
        }
        double nearest = Double.parseDouble(digits);
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0;
    }
}
