package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two replicas of one version on the same source: one follows over binrelay, one natively. */
final class Follower {
    private final LabServer replica;
    private final NativeFollower oracle;
    private @Nullable LabApplier applier;
    private @Nullable String binrelayError;
    private @Nullable String nativeError;

    Follower(LabServer replica, NativeFollower oracle) {
        this.replica = requireNonNull(replica, "replica is null");
        this.oracle = requireNonNull(oracle, "oracle is null");
    }

    LabServer replica() {
        return replica;
    }

    LabServer oracle() {
        return oracle.server();
    }

    List<LabServer> servers() {
        return List.of(replica, oracle.server());
    }

    /** Goes on, or begins where the channel does. */
    void follow(LabChannel channel, FilePosition from) throws SQLException {
        binrelayError = null;
        nativeError = null;
        if (applier == null) {
            applier = new LabApplier(channel, replica);
        }
        oracle.follow(from);
    }

    /** Brings both to the source's position, or finds out why that cannot be. */
    void catchUp(FilePosition end, @Nullable String captureError) throws SQLException {
        if (binrelayError == null) {
            String error = requireNonNull(applier, "follows no channel").applyAll();
            binrelayError = error == null ? captureError : error;
        }
        if (nativeError == null) {
            String error = oracle.awaitApplied(end);
            nativeError = error.isEmpty() ? null : error;
        }
    }

    /** Goes on with new sessions on the replicas, which have everything there is. */
    void restart(LabChannel channel) throws SQLException {
        if (applier != null && binrelayError == null) {
            applier.close();
            applier = new LabApplier(channel, replica);
        }
        if (nativeError == null) {
            oracle.restart();
        }
    }

    /** Why binrelay has stopped; null when it has not. */
    @Nullable
    String binrelayError() {
        return binrelayError;
    }

    /** Why native replication has stopped; null when it has not. */
    @Nullable
    String nativeError() {
        return nativeError;
    }

    /** The servers that have everything. */
    Stream<LabServer> complete() {
        return Stream.concat(
                binrelayError == null ? Stream.of(replica) : Stream.empty(),
                nativeError == null ? Stream.of(oracle.server()) : Stream.empty());
    }

    /** Forgets the channel; the native replica begins anew if it has stopped. */
    void leave(boolean nativeToo) throws SQLException {
        if (applier != null) {
            applier.close();
            applier = null;
        }
        if (nativeToo || nativeError != null) {
            oracle.leave();
        }
    }
}
