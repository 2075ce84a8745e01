package io.binrelay.cli;

import picocli.CommandLine.Command;

/** {@code binrelay} without a verb: picocli says what is missing. */
@Command(
        name = "binrelay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "MySQL and MariaDB replication through Kafka: what commits on the source is in Kafka and on every"
                + " replica, exactly, whatever is killed.",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCodes.HEADING,
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay demo                                 everything on this machine, ends with a verdict",
            "  binrelay capture --config binrelay.properties",
            "  binrelay applier --config binrelay.properties --set replica.name=replica1",
            "  binrelay status --kafka 127.0.0.1:9092 --channel shop",
            "",
            "'binrelay VERB --help' tells all about a verb."
        })
final class RootCommand {}
