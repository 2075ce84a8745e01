package io.binrelay.relay.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Errors of a replica that do not stop it, as {@code replica_skip_errors} names them (MySQL {@code sql/rpl_replica.cc},
 * MariaDB {@code sql/slave.cc}, {@code init_slave_skip_errors}). Immutable.
 *
 * @param all whether every error of the server is one
 * @param numbers error numbers of the server; empty where all are meant
 */
public record IgnoredErrors(boolean all, Set<Integer> numbers) {
    /** None. */
    public static final IgnoredErrors NONE = new IgnoredErrors(false, Set.of());

    /** What {@code ddl_exist_errors} stands for: what is to be made is there, what is to be dropped or used is not. */
    public static final List<Integer> DDL_EXIST_ERRORS =
            List.of(1007, 1008, 1050, 1051, 1054, 1060, 1061, 1068, 1091, 1146);

    /** Where a server's own numbers begin; below are those of its libraries. */
    private static final int LEAST = 1000;

    private static final int MOST = 65_535;

    public IgnoredErrors {
        numbers = Set.copyOf(numbers);
    }

    /**
     * Reads {@code off}, {@code all}, {@code ddl_exist_errors}, error numbers, or several of the last three separated
     * by commas.
     *
     * @throws IllegalArgumentException it is something else; the message names the item
     */
    public static IgnoredErrors parse(String text) {
        if (text.strip().equalsIgnoreCase("off")) {
            return NONE;
        }
        boolean all = false;
        Set<Integer> numbers = new TreeSet<>();
        for (String untrimmed : text.split(",", -1)) {
            String item = untrimmed.strip();
            if (item.equalsIgnoreCase("all")) {
                all = true;
            } else if (item.equalsIgnoreCase("ddl_exist_errors")) {
                numbers.addAll(DDL_EXIST_ERRORS);
            } else {
                numbers.add(number(item));
            }
        }
        return new IgnoredErrors(all, all ? Set.of() : numbers);
    }

    private static int number(String item) {
        if (!item.matches("[0-9]{4,5}")) {
            throw new IllegalArgumentException("'" + item + "' is no error number");
        }
        int number = Integer.parseInt(item);
        if (number < LEAST || number > MOST || (number >= 2000 && number < 3000)) {
            throw new IllegalArgumentException(number + " is no error of a server");
        }
        return number;
    }

    /** Whether there is none, so that every error stops the replica. */
    public boolean isEmpty() {
        return !all && numbers.isEmpty();
    }

    /**
     * Whether it is one of them.
     *
     * @param errno 0, where no server has said it, is none of all either
     */
    public boolean contains(int errno) {
        return errno != 0 && (all || numbers.contains(errno));
    }

    /** As it would be written, with the numbers in their order. */
    @Override
    public String toString() {
        if (all) {
            return "all";
        }
        return numbers.isEmpty()
                ? "off"
                : numbers.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    }
}
