package io.binrelay.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaStatusTest {
    private static final long NOW = Channels.NOW_MILLIS;
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    private ServiceStatus capture = service(ServiceRole.CAPTURE, "capture", "db1:3306", 120)
            .withDetail("source.user", "repl")
            .withDetail("source.uuid", UUID)
            .withDetail("source.server.id", "7")
            .withDetail("source.ssl.mode", "preferred")
            .withDetail("retry.seconds", "10")
            .withDetail("log.bytes", "300000")
            .withDetail("log.begin", "40")
            .withDetail("log.end", "240")
            .withDetail("gtids.retrieved", UUID + ":110-120");

    private ServiceStatus applier = service(ServiceRole.APPLIER, "r1", "db2:3307", 120)
            .withDetail("gtids", UUID + ":1-115")
            .withDetail("delay.seconds", "0")
            .withDetail("delay.remaining.seconds", "")
            .withDetail("until", "")
            .withDetail("skips", "2");

    private static ServiceStatus service(ServiceRole role, String name, String server, long sequence) {
        return ServiceStatus.starting(new ServiceId(role, "shop", name, "host", 1, "1"), server, NOW - 60_000)
                .withState(ServiceState.RUNNING, NOW - 50_000)
                .withProgress(
                        new Progress(
                                new FilePosition("binlog.000003", 1_000 + sequence),
                                UUID + ":" + sequence,
                                sequence,
                                2 * sequence,
                                (NOW - 1_000_000 + 1_000 * sequence) * 1_000,
                                NOW * 1_000,
                                sequence),
                        1)
                .announcedAt(NOW);
    }

    private Map<String, @Nullable String> fields() {
        ServiceReport reported = new ServiceReport(applier, 100);
        return new ReplicaStatus("shop", ChannelStatus.of(List.of(new ServiceReport(capture, 100), reported)), reported)
                .fields();
    }

    @Test
    void a_replica_in_step_shows_where_it_is_in_the_sources_terms() {
        assertThat(fields())
                .containsEntry("Replica_IO_State", "Waiting for source to send event")
                .containsEntry("Source_Host", "db1")
                .containsEntry("Source_Port", "3306")
                .containsEntry("Source_User", "repl")
                .containsEntry("Connect_Retry", "10")
                .containsEntry("Source_Log_File", "binlog.000003")
                .containsEntry("Read_Source_Log_Pos", "1120")
                .containsEntry("Relay_Log_File", "shop.relay")
                .containsEntry("Relay_Log_Pos", "241")
                .containsEntry("Relay_Source_Log_File", "binlog.000003")
                .containsEntry("Exec_Source_Log_Pos", "1120")
                .containsEntry("Replica_IO_Running", "Yes")
                .containsEntry("Replica_SQL_Running", "Yes")
                .containsEntry("Skip_Counter", "2")
                .containsEntry("Seconds_Behind_Source", "0")
                .containsEntry("Source_SSL_Allowed", "Yes")
                .containsEntry("Source_Server_Id", "7")
                .containsEntry("Source_UUID", UUID)
                .containsEntry("SQL_Delay", "0")
                .containsEntry("SQL_Remaining_Delay", null)
                .containsEntry("Replica_SQL_Running_State", "Replica has read all relay log; waiting for more updates")
                .containsEntry("Retrieved_Gtid_Set", UUID + ":1-120")
                .containsEntry("Executed_Gtid_Set", UUID + ":1-115")
                .containsEntry("Channel_Name", "shop")
                .containsEntry("Transactions_Behind", "0")
                .containsEntry("Bytes_Behind", "0")
                .containsEntry("Relay_Log_Space", "300000")
                .containsEntry("Lag_Microseconds", "0");
    }

    @Test
    void filters_are_shown_as_the_server_shows_them() {
        applier = applier.withDetail("replicate-do-db", "shop,crm")
                .withDetail("replicate-wild-ignore-table", "shop.tmp%")
                .withDetail("replicate-rewrite-db", "shop->store,crm -> customers");
        assertThat(fields())
                .containsEntry("Replicate_Do_DB", "shop,crm")
                .containsEntry("Replicate_Ignore_DB", "")
                .containsEntry("Replicate_Wild_Ignore_Table", "shop.tmp%")
                .containsEntry("Replicate_Rewrite_DB", "(shop,store),(crm,customers)");
    }

    @Test
    void a_replica_that_is_behind_says_by_how_much_in_seconds_transactions_and_microseconds() {
        applier = applier.withProgress(
                        service(ServiceRole.APPLIER, "r1", "db2:3307", 100).progress(), 1)
                .withDetail("delay.seconds", "3600")
                .withDetail("delay.remaining.seconds", "17");
        assertThat(fields())
                .containsEntry("Seconds_Behind_Source", "900")
                .containsEntry("Transactions_Behind", "20")
                .containsEntry("Bytes_Behind", "60000")
                .containsEntry("Lag_Microseconds", "20000000")
                .containsEntry("SQL_Delay", "3600")
                .containsEntry("SQL_Remaining_Delay", "17")
                .containsEntry(
                        "Replica_SQL_Running_State", "Waiting until SOURCE_DELAY seconds after source executed event");
    }

    @Test
    void an_error_of_either_side_stands_in_its_own_columns_with_number_and_time() {
        applier = applier.withError(new Failure(ErrorCode.APPLY, 1062, "Duplicate entry", NOW, 1))
                .withState(ServiceState.FAILED, NOW);
        capture = capture.withError(new Failure(ErrorCode.SOURCE, 1236, "purged", NOW, 1))
                .withState(ServiceState.RETRYING, NOW);
        assertThat(fields())
                .containsEntry("Replica_SQL_Running", "No")
                .containsEntry("Last_SQL_Errno", "1062")
                .containsEntry("Last_Errno", "1062")
                .containsEntry("Last_SQL_Error", "Duplicate entry")
                .containsEntry("Last_SQL_Error_Timestamp", "260304 05:06:07")
                .containsEntry("Replica_IO_Running", "Connecting")
                .containsEntry("Last_IO_Errno", "1236")
                .containsEntry("Last_IO_Error", "purged")
                .containsEntry("Seconds_Behind_Source", null)
                .containsEntry("Replica_SQL_Running_State", "");
    }

    @Test
    void seconds_behind_are_unknown_when_all_is_applied_that_a_stopped_capture_has_read() {
        capture = capture.withState(ServiceState.HELD, NOW);
        assertThat(fields())
                .containsEntry("Replica_IO_Running", "No")
                .containsEntry("Replica_IO_State", "")
                .containsEntry("Seconds_Behind_Source", null);
    }

    @ParameterizedTest
    @CsvSource({
        "binlog.000004:7,                  Source,           binlog.000004, 7",
        "offset=99,                        Relay,            shop.relay,    99",
        "gtid=0-1-5,                       SQL_AFTER_GTIDS,  '',            0",
        "before-gtid=0-1-5,                SQL_BEFORE_GTIDS, '',            0",
        "time=2026-03-04T05:06:07Z,        Time,             '',            0"
    })
    void until_is_shown_as_its_condition(String until, String condition, String file, String position) {
        applier = applier.withDetail("until", until);
        assertThat(fields())
                .containsEntry("Until_Condition", condition)
                .containsEntry("Until_Log_File", file)
                .containsEntry("Until_Log_Pos", position);
    }

    @Test
    void it_is_printed_as_the_mysql_client_prints_a_row_vertically_under_either_names() {
        Map<String, @Nullable String> row = new java.util.LinkedHashMap<>();
        row.put("Replica_IO_Running", "Yes");
        row.put("Seconds_Behind_Source", null);
        assertThat(new VerticalText(VerticalText::legacyName).lines(1, row))
                .containsExactly(
                        "*************************** 1. row ***************************",
                        "     Slave_IO_Running: Yes",
                        "Seconds_Behind_Master: NULL");
        assertThat(new VerticalText(name -> name).lines(1, row))
                .contains("   Replica_IO_Running: Yes", "Seconds_Behind_Source: NULL");
    }
}
