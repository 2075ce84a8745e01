package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source says of its side of semi-synchronous replication at one moment.
 *
 * @param role what the server calls its side: {@code source} (MySQL's plugin from 8.0.26 on) or {@code master} (the one
 *     before, MariaDB)
 * @param settings its variables {@code rpl_semi_sync_ROLE_...}, by what follows the role, e.g. {@code timeout}
 * @param counters its status variables {@code Rpl_semi_sync_ROLE_...}, likewise, e.g. {@code yes_tx}; lower case
 */
public record SemiSyncSource(String role, SortedMap<String, String> settings, SortedMap<String, String> counters) {
    private static final String PREFIX = "rpl_semi_sync_";

    public SemiSyncSource {
        requireNonNull(role, "role is null");
        settings = new TreeMap<>(settings);
        counters = new TreeMap<>(counters);
    }

    /**
     * Picks it from a server's variables. Where both of MySQL's plugins are installed, the newer one counts unless only
     * the older one is enabled.
     *
     * @param variables at least those that begin with {@code rpl_semi_sync_}
     * @param status likewise
     * @return empty when the server has no such plugin
     */
    public static Optional<SemiSyncSource> of(Map<String, String> variables, Map<String, String> status) {
        Optional<SemiSyncSource> newer = of("source", variables, status);
        Optional<SemiSyncSource> older = of("master", variables, status);
        boolean onlyOlder = older.isPresent()
                && older.get().enabled()
                && !newer.map(SemiSyncSource::enabled).orElse(false);
        return onlyOlder ? older : newer.or(() -> older);
    }

    private static Optional<SemiSyncSource> of(String role, Map<String, String> variables, Map<String, String> status) {
        SortedMap<String, String> settings = under(PREFIX + role + "_", variables);
        return settings.containsKey("enabled")
                ? Optional.of(new SemiSyncSource(role, settings, under(PREFIX + role + "_", status)))
                : Optional.empty();
    }

    private static SortedMap<String, String> under(String prefix, Map<String, String> variables) {
        SortedMap<String, String> found = new TreeMap<>();
        variables.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(prefix)) {
                found.put(lower.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Whether commits are meant to wait: {@code rpl_semi_sync_..._enabled}. */
    public boolean enabled() {
        return isOn(settings.getOrDefault("enabled", ""));
    }

    /** Whether commits do wait now: {@code Rpl_semi_sync_..._status}. OFF while it has fallen back to asynchronous. */
    public boolean active() {
        return enabled() && isOn(counters.getOrDefault("status", ""));
    }

    /** How many semi-synchronous replicas are connected, us included. */
    public long clients() {
        return counter("clients");
    }

    /** How many commits were acknowledged, since the server started. */
    public long acknowledgedCommits() {
        return counter("yes_tx");
    }

    /** How many commits returned without, since the server started. */
    public long uncoveredCommits() {
        return counter("no_tx");
    }

    /** How long a commit waits before the source falls back. */
    public Duration timeout() {
        return Duration.ofMillis(number(settings, "timeout", 0));
    }

    /** How many replicas must acknowledge; MariaDB knows only one. */
    public long wantedReplicas() {
        return number(settings, "wait_for_replica_count", number(settings, "wait_for_slave_count", 1));
    }

    /** Whether commits wait for the timeout, too, when no replica is connected: {@code ..._wait_no_replica}. */
    public boolean waitsWithoutReplica() {
        return isOn(settings.getOrDefault("wait_no_replica", settings.getOrDefault("wait_no_slave", "ON")));
    }

    /** AFTER_SYNC: nobody sees a transaction before it is acknowledged; AFTER_COMMIT: all but its own session may. */
    public String waitPoint() {
        return settings.getOrDefault("wait_point", "");
    }

    /** A variable's full name, e.g. {@code rpl_semi_sync_source_timeout}. */
    public String variable(String name) {
        return PREFIX + role + "_" + name;
    }

    private long counter(String name) {
        return number(counters, name, 0);
    }

    private static long number(Map<String, String> values, String name, long otherwise) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? otherwise : Long.parseLong(value);
    }

    private static boolean isOn(String value) {
        return value.equalsIgnoreCase("ON") || value.equals("1");
    }
}
