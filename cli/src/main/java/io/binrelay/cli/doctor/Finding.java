package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param subject what was looked at: {@code source}, {@code replica replica1}
 * @param check what of it, often a variable's name
 * @param found one or more sentences; the last full stop is left out
 * @param remedy what to do, with the very statement or command, without the last full stop; empty when nothing is to be
 *     done
 */
public record Finding(Area area, String subject, String check, Outcome outcome, String found, String remedy) {
    public Finding {
        requireNonNull(area, "area is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(check, "check is null");
        requireNonNull(outcome, "outcome is null");
        found = requireNonNull(found, "found is null").replaceFirst("\\.$", "");
        requireNonNull(remedy, "remedy is null");
        if (remedy.isEmpty() && outcome == Outcome.WARNING) {
            throw new IllegalArgumentException("no remedy for: " + found);
        }
    }

    /** One line. */
    public String line() {
        String text = remedy.isEmpty() ? found : found + ". " + remedy;
        return String.format(
                Locale.ROOT,
                "%-7s  %-8s  %-22s  %s",
                outcome.word(),
                subject,
                check,
                text.lines()
                        .map(String::strip)
                        .reduce((all, line) -> all + " " + line)
                        .orElse(""));
    }
}
