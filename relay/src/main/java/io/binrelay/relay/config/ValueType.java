package io.binrelay.relay.config;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a key's text becomes a value. Immutable.
 *
 * @param allowed what is allowed, for error messages, to be read after "allowed is "
 * @param parser makes the value; throws {@link IllegalArgumentException} for text that is not allowed
 */
public record ValueType<T>(String allowed, Function<String, T> parser) {
    private static final Pattern SIZE = Pattern.compile("([0-9]+) *(|[KMG]|[KMG]iB)");
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public ValueType {
        requireNonNull(allowed, "allowed is null");
        requireNonNull(parser, "parser is null");
    }

    /** Any text that is not empty. */
    public static ValueType<String> text() {
        return matching("any text that is not empty", Pattern.compile(".+", Pattern.DOTALL));
    }

    /** Any text, the empty one too. */
    public static ValueType<String> anyText() {
        return new ValueType<>("any text", Function.identity());
    }

    /** Text that matches the whole pattern. */
    public static ValueType<String> matching(String allowed, Pattern pattern) {
        return new ValueType<>(allowed, text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException("does not match " + pattern);
            }
            return text;
        });
    }

    /**
     * A name that can be part of the names of topics and consumer groups: letters, digits, dot, underscore, hyphen; at
     * most 100 characters, so that suffixes fit in Kafka's 249.
     */
    public static ValueType<String> name() {
        return matching(
                "a name of at most 100 letters, digits, '.', '_' and '-' that begins with a letter or digit", CHANNEL);
    }

    /** Items separated by commas, without the blanks around them; each matches the whole pattern. */
    public static ValueType<List<String>> list(String allowed, Pattern item) {
        return new ValueType<>(allowed, text -> {
            List<String> items =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            for (String each : items) {
                if (!item.matcher(each).matches()) {
                    throw new IllegalArgumentException("'" + each + "' does not match " + item);
                }
            }
            return items;
        });
    }

    /** Errors that do not stop a replica. */
    public static ValueType<IgnoredErrors> errors() {
        return new ValueType<>(
                "off, or error numbers of a server (1000 to 65535, without the client's 2000 to 2999), all and"
                        + " ddl_exist_errors, separated by commas",
                IgnoredErrors::parse);
    }

    /** A whole number within bounds, both included. */
    public static ValueType<Long> wholeNumber(long least, long most) {
        return new ValueType<>(
                "a whole number from " + least + " to " + most, text -> within(Long.parseLong(text), least, most));
    }

    /** A whole number within bounds, both included. */
    public static ValueType<Integer> integer(int least, int most) {
        ValueType<Long> number = wholeNumber(least, most);
        return new ValueType<>(number.allowed, text -> number.parser.apply(text).intValue());
    }

    /** A TCP port. */
    public static ValueType<Integer> port() {
        return integer(1, 65_535);
    }

    /** A TCP port to listen on, 0 for any that is free; {@code off}, empty, for none. */
    public static ValueType<OptionalInt> portOrOff() {
        ValueType<Integer> port = integer(0, 65_535);
        return new ValueType<>(
                port.allowed + ", or off",
                text -> text.equals("off") ? OptionalInt.empty() : OptionalInt.of(port.parser.apply(text)));
    }

    /** A number of bytes, with an optional binary unit: {@code 65536}, {@code 512K}, {@code 16 MiB}. */
    public static ValueType<Long> bytes(long least, long most) {
        return new ValueType<>(
                "a number of bytes from " + least + " to " + most + ", also with a unit, e.g. 512K or 16MiB", text -> {
                    Matcher matcher = SIZE.matcher(text);
                    if (!matcher.matches()) {
                        throw new IllegalArgumentException("no number of bytes");
                    }
                    long unit = unit(matcher.group(2));
                    return within(overflowChecked(Long.parseLong(matcher.group(1)), unit), least, most);
                });
    }

    /** {@code true} or {@code false}. */
    public static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    /** One constant of an enum, written in lower case with hyphens: {@code VERIFY_CA} is {@code verify-ca}. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        List<E> constants = List.copyOf(Arrays.asList(requireNonNull(type.getEnumConstants(), "no enum")));
        String allowed = constants.stream().map(ValueType::written).collect(Collectors.joining(", "));
        return new ValueType<>(
                "one of " + allowed,
                text -> constants.stream()
                        .filter(constant -> written(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("none of " + allowed)));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long unit(String name) {
        if (name.isEmpty()) {
            return 1;
        }
        return switch (name.charAt(0)) {
            case 'K' -> 1L << 10;
            case 'M' -> 1L << 20;
            default -> 1L << 30;
        };
    }

    private static long within(long number, long least, long most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is out of bounds");
        }
        return number;
    }

    private static long overflowChecked(long number, long unit) {
        try {
            return Math.multiplyExact(number, unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large", e);
        }
    }
}
