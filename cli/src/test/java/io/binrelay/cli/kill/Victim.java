package io.binrelay.cli.kill;

import io.binrelay.relay.service.Stage;
import java.util.List;

/** What is killed. */
enum Victim {
    CAPTURE,
    APPLIER,
    BROKER,
    SOURCE,
    REPLICA;

    /** The stages at which the process can end itself; empty for servers. */
    List<Stage> stages() {
        return switch (this) {
            case CAPTURE ->
                List.of(
                        Stage.READ_NOT_PRODUCED,
                        Stage.PRODUCED_NOT_COMMITTED,
                        Stage.PRODUCED_AND_COMMITTED,
                        Stage.FRAGMENTS_COMMITTED);
            case APPLIER ->
                List.of(
                        Stage.READ_NOT_APPLIED,
                        Stage.APPLIED_NOT_CHECKPOINTED,
                        Stage.APPLIED_NOT_COMMITTED,
                        Stage.COMMITTED_NOT_MIRRORED,
                        Stage.INTENT_RECORDED,
                        Stage.STATEMENT_DONE_NOT_RECORDED);
            case BROKER, SOURCE, REPLICA -> List.of();
        };
    }
}
