package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ReplicaFormat;
import io.binrelay.applier.core.ServerVersion;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.config.ExecMode;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.SourceServer;
import java.util.List;

/** What must hold before anything is applied; each refusal is one message with its remedy (traps 67, 68). */
final class ReplicaChecks {
    /**
     * Below this a replica cannot even take the rows events of ordinary tables; the servers' defaults are 16 MiB and
     * more.
     */
    static final long SMALLEST_PACKET = 1 << 20;

    private final ReplicaConnection connection;
    private final ReplicaServer server;

    ReplicaChecks(ReplicaConnection connection, ReplicaServer server) {
        this.connection = requireNonNull(connection, "connection is null");
        this.server = requireNonNull(server, "server is null");
    }

    /** Checks the replica by itself. */
    void beforeClaim(ExecMode execMode) {
        checkExecMode(execMode);
        if (server.isOn("super_read_only")) {
            throw new ReplicaException("the replica has super_read_only=ON, which refuses every client, an applier"
                    + " included: run it with read_only=ON and super_read_only=OFF");
        }
        ReplicaPrivileges privileges = ReplicaPrivileges.of(connection, server.version());
        checkPrivileges(privileges);
        checkReadOnly(privileges);
        long packet = server.number("max_allowed_packet", SMALLEST_PACKET);
        if (packet < SMALLEST_PACKET) {
            throw new ReplicaException("the replica's max_allowed_packet is " + packet + " bytes, too small for rows"
                    + " events: set it to at least " + SMALLEST_PACKET + ", better to that of the source");
        }
    }

    /** Checks the replica against the source of the events. */
    void against(SourceServer source, ReplicaFormat format, RowsPolicy policy) {
        ApplyMode mode = policy.mode();
        ServerVersion replica = server.version();
        ServerVersion sourceVersion = ServerVersion.parse(format.serverVersion());
        boolean sameFamily = replica.family() == source.family();
        if (!sameFamily && mode == ApplyMode.NATIVE) {
            throw new ReplicaException("the replica is " + replica + " and the source " + sourceVersion
                    + ": binary log events of one family cannot be applied to the other. Set apply.mode=auto, or use a"
                    + " replica of the source's family");
        }
        if (sameFamily && mode != ApplyMode.LOGICAL && !replica.canReplay(sourceVersion)) {
            throw new ReplicaException("the replica (" + replica + ") is older than the source (" + sourceVersion
                    + ") and may not understand its events: upgrade the replica");
        }
        if (policy.execMode() == ExecMode.IDEMPOTENT && (mode == ApplyMode.LOGICAL || !sameFamily)) {
            throw new ReplicaException("apply.exec.mode=idempotent is for rows that are applied natively, and these are"
                    + " applied as statements: set apply.exec.mode=strict");
        }
        String uuid = server.variables().getOrDefault("server_uuid", "");
        if (!uuid.isEmpty() && uuid.equals(source.uuid())) {
            throw new ReplicaException("replica and source are the same server (server_uuid " + uuid
                    + "): check replica.host and replica.port; if one was cloned from the other, remove its auto.cnf");
        }
        if (server.number("server_id", 0) == source.serverId()) {
            throw new ReplicaException("the replica has server_id " + source.serverId()
                    + ", which is that of the server the transaction comes from: give the replica a server_id of its"
                    + " own");
        }
    }

    /** MariaDB's row applier asks the global variable, whoever it works for. */
    private void checkExecMode(ExecMode execMode) {
        String global = server.variables().getOrDefault("slave_exec_mode", "");
        if (server.family() != Family.MARIADB || global.equalsIgnoreCase(execMode.name())) {
            return;
        }
        throw new ReplicaException(
                execMode == ExecMode.STRICT
                        ? "the replica has slave_exec_mode=" + global
                                + ", with which rows that do not fit are overwritten or"
                                + " passed over in silence. Run there: SET GLOBAL slave_exec_mode=STRICT; or set"
                                + " apply.exec.mode=idempotent if that is wanted"
                        : "apply.exec.mode is idempotent, but the replica has slave_exec_mode=" + global
                                + ". Run there: SET GLOBAL slave_exec_mode=IDEMPOTENT");
    }

    private static void checkPrivileges(ReplicaPrivileges privileges) {
        List<String> missing = privileges.missing();
        if (!missing.isEmpty()) {
            throw new ReplicaException("the account " + privileges.account() + " lacks privileges on the replica: "
                    + String.join(", ", missing) + ". Run there: " + privileges.grantOf(missing));
        }
    }

    private void checkReadOnly(ReplicaPrivileges privileges) {
        List<String> missing = privileges.missingToWriteWhereReadOnly();
        if (server.isOn("read_only") && !missing.isEmpty()) {
            throw new ReplicaException("the replica has read_only=ON and the account " + privileges.account()
                    + " may not write to it. Run there: " + privileges.grantOf(missing));
        }
    }
}
