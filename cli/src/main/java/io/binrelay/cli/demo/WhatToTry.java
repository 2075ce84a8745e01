package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to connect to what the demo has left running, and what to try with it. */
final class WhatToTry {
    private final Fleet fleet;
    private final Path directory;

    WhatToTry(Fleet fleet, Path directory) {
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.directory = requireNonNull(directory, "directory is null");
    }

    List<String> lines() {
        String log = "--kafka " + fleet.broker().bootstrapServers() + " --channel "
                + fleet.settings().channel();
        Replica replica = fleet.replicas().get(0);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Everything is still running. Configurations and logs are in " + directory + ".");
        lines.add("");
        lines.add("Connect:");
        lines.add("  " + client(fleet.source()) + "   # source");
        fleet.replicas().forEach(each -> lines.add("  " + client(each.server()) + "   # " + each.name()));
        lines.add("");
        lines.add("Try, in another terminal:");
        lines.add("  ./binrelay status " + log);
        lines.add("  ./binrelay log " + log + " --from latest --follow   # then change something on the source");
        lines.add("  ./binrelay wait --replica " + replica.name() + " --timeout 10 --config "
                + fleet.capture().configuration());
        lines.add("  kill -9 " + fleet.capture().pid() + "   # capture; change something; then start it again:");
        lines.add("  ./binrelay capture --config " + fleet.capture().configuration());
        lines.add("  kill -9 " + replica.applier().pid() + "   # the applier of " + replica.name() + "; then:");
        lines.add("  ./binrelay applier --config " + replica.applier().configuration());
        lines.add("");
        lines.add("Ctrl-C stops everything.");
        return lines;
    }

    private static String client(DatabaseServer server) {
        return "mysql -h " + server.host() + " -P " + server.port() + " -u " + server.rootUser() + " -p"
                + server.rootPassword();
    }
}
