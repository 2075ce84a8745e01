package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of one server that is compared.
 *
 * @param server which
 * @param version as VERSION() gives it
 * @param definitions of everything, normalised
 * @param tables what they hold
 */
record ServerContent(
        ComparedServer server,
        String version,
        SortedMap<ObjectName, String> definitions,
        SortedMap<ObjectName, TableContent> tables) {
    ServerContent {
        requireNonNull(server, "server is null");
        requireNonNull(version, "version is null");
        definitions = Collections.unmodifiableSortedMap(new TreeMap<>(definitions));
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }
}
