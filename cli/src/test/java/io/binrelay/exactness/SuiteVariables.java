package io.binrelay.exactness;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The variables of a mysqltest script. */
final class SuiteVariables {
    private static final Pattern NAME = Pattern.compile("\\\\?\\$([A-Za-z0-9_]+)|\\\\?\\$\\{([A-Za-z0-9_]+)\\}");
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*(\\$\\w+)\\s*(==|!=|<=|>=|<|>)\\s*(.*?)\\s*", Pattern.DOTALL);

    private final Map<String, String> values = new HashMap<>();

    /** @param name without the dollar sign */
    void set(String name, String value) {
        values.put(name, value);
    }

    /** The value of a name without its dollar sign; empty if it has none. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** A text with the variables' values in it; empty when it names one that has none. */
    Optional<String> replacedIn(String text) {
        Matcher name = NAME.matcher(text);
        StringBuilder result = new StringBuilder();
        while (name.find()) {
            String found = name.group();
            @Nullable String value = values.get(name.group(1) == null ? name.group(2) : name.group(1));
            if (found.startsWith("\\")) {
                name.appendReplacement(result, Matcher.quoteReplacement(found.substring(1)));
            } else if (value == null) {
                return Optional.empty();
            } else {
                name.appendReplacement(result, Matcher.quoteReplacement(value));
            }
        }
        return Optional.of(name.appendTail(result).toString());
    }

    void add(String name, long difference) {
        set(name, Long.toString(number(get(name)) + difference));
    }

    /** Whether a condition without a query holds: {@code $x}, {@code !$x}, {@code $x == 3}, {@code $x != text}. */
    boolean holds(String condition) {
        Matcher comparison = COMPARISON.matcher(condition);
        if (comparison.matches()) {
            String left = get(comparison.group(1).substring(1));
            String right = unquoted(replacedIn(comparison.group(3)).orElse(""));
            return compare(left, comparison.group(2), right);
        }
        boolean negated = condition.startsWith("!");
        String value = replacedIn(condition.substring(negated ? 1 : 0).strip()).orElse("");
        return isTrue(value) != negated;
    }

    /** As mysqltest has it: neither empty nor a number that is 0. */
    static boolean isTrue(String value) {
        String text = value.strip();
        return !text.isEmpty() && !text.matches("0+");
    }

    private static boolean compare(String left, String operator, String right) {
        int order =
                isNumber(left) && isNumber(right) ? Long.compare(number(left), number(right)) : left.compareTo(right);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order > 0;
        };
    }

    static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.startsWith("'") || text.startsWith("\""))
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("-?\\d{1,18}");
    }

    /** The number a text is; 0 if it is none. */
    static long number(String text) {
        return isNumber(text) ? Long.parseLong(text.strip()) : 0;
    }
}
