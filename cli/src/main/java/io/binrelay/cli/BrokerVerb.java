package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.testsupport.servers.KafkaBroker;
import io.binrelay.testsupport.servers.ServerException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay broker}: Kafka for trying things out. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Runs a single-node Kafka broker in the foreground, for trying things out. One node keeps one copy of"
                        + " everything: no place for data you cannot lose.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  binrelay broker --port 9092 --dir /tmp/kafka"})
final class BrokerVerb implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", required = true, description = "TCP port on 127.0.0.1, 1 to 65535.")
    private int port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Directory of its data and its log; made if it does not exist, kept when the broker ends.")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path chosen = requireNonNull(directory, "--dir is required");
        try (KafkaBroker broker = Usage.checked(
                spec, () -> KafkaBroker.builder().port(port).directory(chosen).build())) {
            broker.runHere(() -> announce(broker));
            return 0;
        } catch (ServerException e) {
            throw new BinrelayException(ErrorCode.KAFKA, String.valueOf(e.getMessage()), false, e);
        }
    }

    private void announce(KafkaBroker broker) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Kafka runs at " + broker.bootstrapServers() + ", its data in " + broker.directory() + ".");
        out.println("To connect: --kafka " + broker.bootstrapServers() + ", or kafka.bootstrap.servers="
                + broker.bootstrapServers() + " in a file. Ctrl-C ends it.");
        out.flush();
    }
}
