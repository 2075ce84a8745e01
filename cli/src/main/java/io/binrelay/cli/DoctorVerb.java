package io.binrelay.cli;

import io.binrelay.cli.doctor.Diagnosis;
import io.binrelay.cli.doctor.Doctor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay doctor}: why does it not replicate? */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells why it does not replicate, or soon will not: connects to the source, to Kafka and to the replicas, as"
                    + " far as it is given them, and prints one line per check: ok, warning, FAIL or skipped, what was"
                    + " found, and the statement or command that mends it. Changes nothing anywhere.",
            "Exit code 0 when no check fails; else 3 (what was given contradicts itself), 4 (source or capture), 5"
                    + " (Kafka) or 6 (a replica or its applier), the first of them."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay doctor --config capture.properties --config replica1.properties --config replica2.properties",
            "  binrelay doctor --kafka 127.0.0.1:9092 --channel shop",
            "  binrelay doctor --config capture.properties --json | jq '.findings[] | select(.outcome == \"fail\")'"
        })
final class DoctorVerb implements Callable<Integer> {
    @Mixin
    private final EndpointOptions endpoints = new EndpointOptions();

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Diagnosis diagnosis = new Diagnosis(new Doctor(endpoints.endpoints()).examine());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(diagnosis.json());
        } else {
            diagnosis.lines().forEach(out::println);
        }
        out.flush();
        return diagnosis.exitCode();
    }
}
