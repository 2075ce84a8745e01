package io.binrelay.cli.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.ApplierReport;
import io.binrelay.capture.CaptureReport;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.log.LogSize;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Lag;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A replica as SHOW REPLICA STATUS shows it: every column of MySQL 9, in its order, with its name and unit; what has no
 * meaning here is as the server shows it when it is not set. Columns of our own follow behind. The I/O thread is
 * capture, the SQL thread the replica's applier, the relay log the topic.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.4/en/show-replica-status.html">SHOW REPLICA STATUS</a>
 */
public final class ReplicaStatus {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyMMdd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final ChannelStatus channel;
    private final String name;
    private final Optional<ServiceReport> capture;
    private final ServiceReport applier;
    private final Map<String, @Nullable String> fields = new LinkedHashMap<>();

    /**
     * Of one replica.
     *
     * @param name of the channel
     * @param applier of the replica, one of the channel's
     */
    public ReplicaStatus(String name, ChannelStatus channel, ServiceReport applier) {
        this.name = requireNonNull(name, "name is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.capture = channel.capture();
        this.applier = requireNonNull(applier, "applier is null");
        fillConnection();
        fillFilters();
        fillPositions();
        fillTlsAndErrors();
        fillSource();
        fillOurs();
    }

    /** Values by column; null is NULL. */
    public Map<String, @Nullable String> fields() {
        return fields;
    }

    private void fillConnection() {
        put("Replica_IO_State", ioState());
        String server = capture.map(report -> report.status().server()).orElse("");
        int colon = server.lastIndexOf(':');
        put("Source_Host", colon < 0 ? server : server.substring(0, colon));
        put("Source_User", ofCapture(CaptureReport.SOURCE_USER));
        put("Source_Port", colon < 0 ? "0" : server.substring(colon + 1));
        put("Connect_Retry", numberOfCapture(CaptureReport.CONNECT_RETRY));
        FilePosition read =
                capture.map(report -> report.status().progress().position()).orElse(null);
        put("Source_Log_File", read == null ? "" : read.file());
        put("Read_Source_Log_Pos", read == null ? "4" : Long.toString(read.offset()));
        put("Relay_Log_File", topic());
        put("Relay_Log_Pos", Long.toString(applied().offset() + 1));
        put(
                "Relay_Source_Log_File",
                applied().position() == null ? "" : applied().position().file());
        put("Replica_IO_Running", ioRunning());
        put("Replica_SQL_Running", sqlRunning() ? "Yes" : "No");
    }

    private void fillFilters() {
        for (String option : new String[] {
            "Replicate_Do_DB",
            "Replicate_Ignore_DB",
            "Replicate_Do_Table",
            "Replicate_Ignore_Table",
            "Replicate_Wild_Do_Table",
            "Replicate_Wild_Ignore_Table"
        }) {
            put(option, filter(option));
        }
    }

    private void fillPositions() {
        put("Last_Errno", errno(applier));
        put("Last_Error", error(applier));
        put("Skip_Counter", ofApplier(ApplierReport.SKIPS, "0"));
        put(
                "Exec_Source_Log_Pos",
                applied().position() == null
                        ? "0"
                        : Long.toString(applied().position().offset()));
        put(
                "Relay_Log_Space",
                logSize().map(size -> Long.toString(size.bytes())).orElse("0"));
        fillUntil();
    }

    private void fillUntil() {
        String text = ofApplier(ApplierReport.UNTIL, "");
        Until until = text.isEmpty() ? null : Until.parse(text);
        String condition = "None";
        String file = "";
        String position = "0";
        if (until instanceof Until.AtPosition at) {
            condition = "Source";
            file = at.position().file();
            position = Long.toString(at.position().offset());
        } else if (until instanceof Until.AtOffset at) {
            condition = "Relay";
            file = topic();
            position = Long.toString(at.offset());
        } else if (until instanceof Until.BeforeGtids) {
            condition = "SQL_BEFORE_GTIDS";
        } else if (until instanceof Until.AfterGtids) {
            condition = "SQL_AFTER_GTIDS";
        } else if (until instanceof Until.AfterTime) {
            condition = "Time";
        }
        put("Until_Condition", condition);
        put("Until_Log_File", file);
        put("Until_Log_Pos", position);
    }

    private void fillTlsAndErrors() {
        String tls = ofCapture(CaptureReport.SOURCE_SSL);
        put("Source_SSL_Allowed", tls.isEmpty() || tls.equals("disabled") ? "No" : "Yes");
        for (String option : new String[] {"CA_File", "CA_Path", "Cert", "Cipher", "Key"}) {
            put("Source_SSL_" + option, "");
        }
        put("Seconds_Behind_Source", secondsBehind());
        put("Source_SSL_Verify_Server_Cert", tls.startsWith("verify") ? "Yes" : "No");
        put("Last_IO_Errno", capture.map(ReplicaStatus::errno).orElse("0"));
        put("Last_IO_Error", capture.map(ReplicaStatus::error).orElse(""));
        put("Last_SQL_Errno", errno(applier));
        put("Last_SQL_Error", error(applier));
        put("Replicate_Ignore_Server_Ids", "");
    }

    private void fillSource() {
        put("Source_Server_Id", numberOfCapture(CaptureReport.SOURCE_SERVER_ID));
        put("Source_UUID", ofCapture(CaptureReport.SOURCE_UUID));
        put("Source_Info_File", name + ".status");
        put("SQL_Delay", ofApplier(ApplierReport.DELAY, "0"));
        put("SQL_Remaining_Delay", remainingDelay());
        put("Replica_SQL_Running_State", sqlState());
        put("Source_Retry_Count", "0");
        put("Source_Bind", "");
        put("Last_IO_Error_Timestamp", capture.map(ReplicaStatus::errorTime).orElse(""));
        put("Last_SQL_Error_Timestamp", errorTime(applier));
        put("Source_SSL_Crl", "");
        put("Source_SSL_Crlpath", "");
        put("Retrieved_Gtid_Set", retrieved());
        put("Executed_Gtid_Set", ofApplier(ApplierReport.GTIDS, ""));
        put("Auto_Position", "0");
        put("Replicate_Rewrite_DB", rewrites());
        put("Channel_Name", name);
        put("Source_TLS_Version", "");
        put("Source_public_key_path", "");
        put("Get_Source_public_key", "0");
        put("Network_Namespace", "");
    }

    private void fillOurs() {
        put("Applier_Name", applier.status().service().name());
        put("Applier_Server", applier.status().server());
        put("Applier_State", state(applier));
        put("Applier_Activity", Activity.of(applier, capture).text());
        put("Capture_State", capture.map(ReplicaStatus::state).orElse("never seen"));
        put(
                "Capture_Activity",
                capture.map(report -> Activity.of(report, capture).text()).orElse("never seen"));
        put("Relay_Topic", topic());
        put("Relay_Partition", "0");
        put("Relay_Offset", Long.toString(applied().offset()));
        put("Transaction", Long.toString(applied().sequence()));
        put(
                "Transactions_Behind",
                channel.lagOf(applier)
                        .map(lag -> Long.toString(lag.transactions()))
                        .orElse(null));
        put("Bytes_Behind", bytesBehind());
        put("Lag_Microseconds", lagMicros());
    }

    private Optional<LogSize> logSize() {
        return capture.flatMap(report -> CaptureReport.logSize(report.status().details()));
    }

    /** The log's end is asked for every few seconds only: whoever has all its transactions has all its bytes. */
    private @Nullable String bytesBehind() {
        boolean hasAll =
                channel.lagOf(applier).filter(lag -> lag.transactions() == 0).isPresent();
        return logSize()
                .map(size ->
                        hasAll ? "0" : Long.toString(size.bytesBehind(applied().offset())))
                .orElse(null);
    }

    private Progress applied() {
        return applier.status().progress();
    }

    private String topic() {
        return name + ".relay";
    }

    /** As {@code Replica_IO_State}: a state of the I/O thread (manual, "Replication I/O (Receiver) Thread States"). */
    private String ioState() {
        if (capture.isEmpty() || !capture.get().responding()) {
            return "";
        }
        return switch (capture.get().status().state()) {
            case RUNNING ->
                Activity.of(capture.get(), capture).kind() == Activity.Kind.SOURCE_SILENT
                        ? "Waiting for a source that says nothing, not even a heartbeat"
                        : "Waiting for source to send event";
            case STARTING -> "Connecting to source";
            case RETRYING -> "Reconnecting after a failed source event read";
            default -> "";
        };
    }

    private String ioRunning() {
        if (capture.isEmpty() || !capture.get().responding()) {
            return "No";
        }
        return switch (capture.get().status().state()) {
            case RUNNING -> "Yes";
            case STARTING, RETRYING -> "Connecting";
            default -> "No";
        };
    }

    /** A thread that tries a transaction again is running, as on the server. */
    private boolean sqlRunning() {
        return applier.responding() && applier.status().state().atWork();
    }

    /** As {@code Replica_SQL_Running_State} (manual, "Replication SQL Thread States"). */
    private String sqlState() {
        if (!sqlRunning()) {
            return "";
        }
        if (!ofApplier(ApplierReport.REMAINING_DELAY, "").isEmpty()) {
            return "Waiting until SOURCE_DELAY seconds after source executed event";
        }
        Activity activity = Activity.of(applier, capture);
        if (activity.kind() == Activity.Kind.STALLED) {
            return "Stalled: nothing was committed for " + activity.millis() / 1_000 + " s though transactions wait";
        }
        return isInStep()
                ? "Replica has read all relay log; waiting for more updates"
                : "Reading event from the relay log";
    }

    private boolean isInStep() {
        return channel.lagOf(applier).map(lag -> lag.transactions() == 0).orElse(false);
    }

    private @Nullable String secondsBehind() {
        OptionalLong seconds = capture.isEmpty() || !applier.responding()
                ? OptionalLong.empty()
                : Lag.secondsBehindSource(
                        capture.get(), applier.status(), applier.status().heartbeatMillis());
        return seconds.isEmpty() ? null : Long.toString(seconds.getAsLong());
    }

    /** Between the newest commit in the log and the last one applied, by the source's clock. */
    private @Nullable String lagMicros() {
        if (capture.isEmpty() || applied().commitMicros() == 0) {
            return null;
        }
        long newest = capture.get().status().progress().commitMicros();
        return Long.toString(Math.max(0, newest - applied().commitMicros()));
    }

    private @Nullable String remainingDelay() {
        String left = ofApplier(ApplierReport.REMAINING_DELAY, "");
        return left.isEmpty() ? null : left;
    }

    /** What this capture has written since it started, and what any replica has applied of it before. */
    private String retrieved() {
        Optional<GtidSet> all = GtidSet.ofEither(ofCapture(CaptureReport.RETRIEVED_GTIDS));
        for (ServiceReport each : channel.appliers()) {
            all = union(all, GtidSet.ofEither(each.status().details().getOrDefault(ApplierReport.GTIDS, "")));
        }
        return all.map(GtidSet::toString).orElse("");
    }

    private static Optional<GtidSet> union(Optional<GtidSet> one, Optional<GtidSet> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return Optional.of(one.get().union(other.get()));
    }

    private String filter(String option) {
        return ofApplier(option.toLowerCase(java.util.Locale.ROOT).replace('_', '-'), "");
    }

    /** As the server writes them: {@code (from,to),(from,to)}. */
    private String rewrites() {
        String rules = filter("Replicate_Rewrite_DB");
        return rules.isEmpty()
                ? ""
                : Arrays.stream(rules.split(",", -1))
                        .map(rule -> "(" + rule.replaceFirst("\\s*->\\s*", ",") + ")")
                        .collect(Collectors.joining(","));
    }

    private String ofCapture(String detail) {
        return capture.map(report -> report.status().details().getOrDefault(detail, ""))
                .orElse("");
    }

    private String numberOfCapture(String detail) {
        String number = ofCapture(detail);
        return number.isEmpty() ? "0" : number;
    }

    private String ofApplier(String detail, String otherwise) {
        return applier.status().details().getOrDefault(detail, otherwise);
    }

    private static String state(ServiceReport report) {
        return report.missing() ? "missing" : report.status().state().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What has passed is not shown any more: a thread that runs again has no error. */
    private static @Nullable Failure failureOf(ServiceReport report) {
        return report.status().state() == ServiceState.RUNNING
                ? null
                : report.status().lastError();
    }

    private static String errno(ServiceReport report) {
        Failure failure = failureOf(report);
        return failure == null ? "0" : Integer.toString(failure.errno());
    }

    private static String error(ServiceReport report) {
        Failure failure = failureOf(report);
        return failure == null ? "" : failure.message();
    }

    private static String errorTime(ServiceReport report) {
        Failure failure = failureOf(report);
        return failure == null ? "" : TIMESTAMP.format(Instant.ofEpochMilli(failure.atMillis()));
    }

    private void put(String column, @Nullable String value) {
        fields.put(column, value);
    }
}
