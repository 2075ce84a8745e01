package io.binrelay.cli;

import io.binrelay.cli.endpoint.Endpoints;
import io.binrelay.cli.source.SourceJson;
import io.binrelay.cli.source.SourceText;
import io.binrelay.cli.source.SourceView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay source}: what SHOW MASTER STATUS, SHOW BINARY LOGS and SHOW SLAVE HOSTS show. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows where the source is (SHOW BINARY LOG STATUS), its binary log files (SHOW BINARY LOGS) and what of each"
                    + " the relay log holds, the replicas that the source knows (SHOW REPLICAS, dump threads) and those"
                    + " of the channel.",
            "Without the source's keys it shows what capture announced of it, and says so; without Kafka's only what the"
                    + " source says. Of the account it needs REPLICATION SLAVE and REPLICATION CLIENT (MariaDB: BINLOG"
                    + " MONITOR)."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay source --config capture.properties",
            "  binrelay source --kafka 127.0.0.1:9092 --channel shop",
            "  binrelay source --config capture.properties --json | jq '.files[] | select(.held != \"all\")'"
        })
final class SourceVerb implements Callable<Integer> {
    @Mixin
    private final ConfigurationOptions configurationOptions = new ConfigurationOptions();

    @Mixin
    private final ChannelOptions channelOptions = new ChannelOptions();

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SourceView view =
                SourceView.of(Endpoints.load("what is given", configurationOptions.sources(channelOptions.settings())));
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = json ? List.of(new SourceJson(view).text()) : new SourceText(view).lines();
        lines.forEach(out::println);
        out.flush();
        return 0;
    }
}
