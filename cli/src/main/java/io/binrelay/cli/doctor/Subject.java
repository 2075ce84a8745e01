package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

/** What is looked at; makes findings about it. */
record Subject(Area area, String name) {
    static final Subject SOURCE = new Subject(Area.SOURCE, "source");
    static final Subject CAPTURE = new Subject(Area.SOURCE, "capture");
    static final Subject KAFKA = new Subject(Area.KAFKA, "kafka");

    Subject {
        requireNonNull(area, "area is null");
        requireNonNull(name, "name is null");
    }

    static Subject replica(String name) {
        return new Subject(Area.REPLICA, name);
    }

    Finding ok(String check, String found) {
        return new Finding(area, name, check, Outcome.OK, found, "");
    }

    Finding warning(String check, String found, String remedy) {
        return new Finding(area, name, check, Outcome.WARNING, found, remedy);
    }

    /** @param remedy empty when {@code found} tells it */
    Finding fail(String check, String found, String remedy) {
        return new Finding(area, name, check, Outcome.FAIL, found, remedy);
    }

    Finding skipped(String check, String found) {
        return new Finding(area, name, check, Outcome.SKIPPED, found, "");
    }
}
