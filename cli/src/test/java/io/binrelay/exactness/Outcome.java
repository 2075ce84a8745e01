package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

/** How a replica ended, compared with its source. */
sealed interface Outcome {
    /** Everything is the same. */
    record Identical() implements Outcome {
        @Override
        public String toString() {
            return "identical";
        }
    }

    /** It has all transactions, but is not the same. */
    record Differs(String differences) implements Outcome {
        public Differs {
            requireNonNull(differences, "differences is null");
        }

        @Override
        public String toString() {
            return "differs: " + differences;
        }
    }

    /** Replication stopped with an error. */
    record Stopped(String error) implements Outcome {
        public Stopped {
            requireNonNull(error, "error is null");
        }

        @Override
        public String toString() {
            return "stopped: " + error;
        }
    }
}
