package io.binrelay.cli.doctor;

import static java.util.Objects.requireNonNull;

/** What answers at a host and port. */
sealed interface Answer {
    /** No host has the name. */
    record NoSuchHost() implements Answer {}

    /**
     * No connection was made.
     *
     * @param address that was tried last
     * @param reason as the system words it
     * @param silent nothing came back at all, as a firewall or a dead machine does
     */
    record Unreachable(String address, String reason, boolean silent) implements Answer {
        public Unreachable {
            requireNonNull(address, "address is null");
            requireNonNull(reason, "reason is null");
        }
    }

    /**
     * A database server greets.
     *
     * @param version in its own words
     */
    record Greeting(String address, String version) implements Answer {
        public Greeting {
            requireNonNull(address, "address is null");
            requireNonNull(version, "version is null");
        }
    }

    /** A database server refuses before any log-in. */
    record Refusal(String address, int errno, String message) implements Answer {
        public Refusal {
            requireNonNull(address, "address is null");
            requireNonNull(message, "message is null");
        }
    }

    /**
     * Something else answers, or nothing within the time in which a database server would greet.
     *
     * @param what to be read after "there answers"
     */
    record Stranger(String address, String what) implements Answer {
        public Stranger {
            requireNonNull(address, "address is null");
            requireNonNull(what, "what is null");
        }
    }
}
