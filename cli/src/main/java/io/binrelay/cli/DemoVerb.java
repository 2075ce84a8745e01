package io.binrelay.cli;

import io.binrelay.cli.demo.DemoDirectory;
import io.binrelay.cli.demo.DemoRun;
import io.binrelay.cli.demo.DemoSettings;
import io.binrelay.cli.demo.Narrator;
import io.binrelay.cli.logging.Terminal;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay demo}: the main job on this machine, with kills and a verdict. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Does the main job before your eyes, on this machine alone, in about two minutes: starts Kafka, a source and two"
                    + " replicas (binaries from Maven Central; no Docker), replicates a shop under load and DDL, kills"
                    + " capture and an applier with -9 in the middle and lets them come back, rebuilds a third replica from"
                    + " the topic alone, compares every table and definition on all four servers, and prints a verdict.",
            "Exit code 0 only if all are identical, 7 otherwise. Everything it starts, it stops, also on Ctrl-C."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay demo",
            "  binrelay demo --engine mariadb --seed 7",
            "  binrelay demo --keep --dir /tmp/demo     then connect and try things, as it tells"
        })
final class DemoVerb implements Callable<Integer> {
    @Option(
            names = "--keep",
            description = "Leave everything running at the end, until Ctrl-C, and tell how to connect and what to try.")
    private boolean keep;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "mysql",
            description = "mysql (default) or mariadb.")
    private Engine engine = Engine.MYSQL;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the load of a run that told this seed. Default: a new one.")
    private @Nullable Long seed;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Empty directory for all data and logs; it stays. Default: a temporary one, removed at the end.")
    private @Nullable Path directory;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long the source is under load, at least 20. Default: 60.")
    private int seconds = 60;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long chosenSeed = seed == null ? System.nanoTime() & 0xFFFF : seed;
        DemoSettings settings =
                Usage.checked(spec, () -> new DemoSettings(engine, chosenSeed, Duration.ofSeconds(seconds), keep));
        DemoDirectory place = Usage.checked(spec, this::openDirectory);
        Narrator narrator = new Narrator(spec.commandLine().getOut(), Terminal.isStandardOutput(), DemoRun.steps());
        narrator.last("binrelay demo on " + engine.product() + " " + engine.version() + ", seed " + chosenSeed
                + (seed == null ? " (--seed " + chosenSeed + " repeats the load)" : ""));
        DemoRun run = new DemoRun(settings, place, narrator);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread hook = new Thread(
                () -> {
                    interrupted.set(true);
                    stop(run, narrator);
                },
                "demo-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            boolean identical = run.run();
            if (keep) {
                new CountDownLatch(1).await();
            }
            return identical ? 0 : ErrorCode.DIFFERENCE.exitCode();
        } catch (Exception e) {
            if (interrupted.get()) {
                // Servers that are being stopped are missed by whoever uses them: no failure of the demo.
                return ExitCodes.INTERRUPTED;
            }
            place.keep();
            narrator.last("The demo failed. What the servers and services logged is in " + place.path() + ".");
            throw e;
        } finally {
            run.close();
        }
    }

    private DemoDirectory openDirectory() {
        try {
            return DemoDirectory.open(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make the directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void stop(DemoRun run, Narrator narrator) {
        narrator.silence();
        run.close();
        narrator.last("Everything is stopped.");
    }
}
