package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.fleet.ClosingStack;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.output.TextTable;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One run of the demo from the first server to the verdict. {@link #close} may be called by another thread at any time,
 * as on Ctrl-C, and stops whatever runs by then.
 */
public final class DemoRun implements AutoCloseable {
    private static final int STEPS = 8;
    private static final String CHANNEL = "shop";

    private final DemoSettings settings;
    private final DemoDirectory directory;
    private final Narrator narrator;
    private final ClosingStack started = new ClosingStack();

    /** Nothing is started yet. */
    public DemoRun(DemoSettings settings, DemoDirectory directory, Narrator narrator) {
        this.settings = requireNonNull(settings, "settings is null");
        this.directory = started.push(requireNonNull(directory, "directory is null"));
        this.narrator = requireNonNull(narrator, "narrator is null");
    }

    /** How many steps there are to tell. */
    public static int steps() {
        return STEPS;
    }

    /**
     * Runs it.
     *
     * @return whether all servers are identical at the end
     * @throws io.binrelay.relay.service.BinrelayException something that must not happen did: a service ended by
     *     itself, or a replica did not catch up
     */
    public boolean run() throws SQLException, InterruptedException {
        Fleet fleet = startServers();
        ShopLoad load = started.push(new ShopLoad(fleet.source(), settings.seed()));
        Watch watch = started.push(new Watch(fleet, load, narrator));
        Demo demo = new Demo(settings, fleet, narrator, load, watch);
        demo.createSchemaAndReplicate();
        demo.putLoad();
        demo.killCapture();
        demo.killApplier(fleet.replicas().get(0));
        demo.rebuildReplica();
        demo.letCatchUp();
        boolean identical = new Verdict(fleet, narrator).compare();
        if (settings.keep()) {
            new WhatToTry(fleet, directory.path()).lines().forEach(narrator::line);
        }
        return identical;
    }

    private Fleet startServers() throws SQLException {
        narrator.step("Start Kafka, a source and two empty replicas");
        Instant begun = Instant.now();
        LibraryNotices notices = new LibraryNotices(settings.engine(), narrator::say);
        Fleet fleet = started.push(Fleet.prepare(
                new FleetSettings(
                        settings.engine(),
                        directory.path(),
                        CHANNEL,
                        List.of("replica1", "replica2"),
                        true,
                        true,
                        // Nobody is there to give orders: an error is to be seen.
                        Map.of("service.on.error", "exit")),
                notices));
        fleet.startServers();
        notices.nothingDone().ifPresent(narrator::say);
        TextTable table = new TextTable().column("what").column("where").column("process");
        table.row(
                "Kafka",
                fleet.broker().bootstrapServers(),
                Long.toString(fleet.broker().pid()));
        addServer(table, fleet.source());
        fleet.replicas().forEach(replica -> addServer(table, replica.server()));
        table.lines().forEach(narrator::line);
        narrator.say("All of it came up in " + Amount.duration(Duration.between(begun, Instant.now()))
                + " and writes below " + directory.path() + " only.");
        return fleet;
    }

    private static void addServer(TextTable table, DatabaseServer server) {
        table.row(
                server.name() + ", " + server.engine().product() + " "
                        + server.engine().version(),
                server.host() + ":" + server.port(),
                Long.toString(server.pid()));
    }

    /** Stops everything and removes the directory, if it is a temporary one. Idempotent. */
    @Override
    public void close() {
        narrator.silence();
        started.close();
    }
}
