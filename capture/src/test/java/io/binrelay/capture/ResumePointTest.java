package io.binrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.capture.source.SourceInspection;
import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.capture.source.SourceInspection.Modes;
import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.SourceServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResumePointTest {
    private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final LogTail EMPTY = new LogTail("topic", null);

    @Test
    void an_empty_log_begins_where_the_configuration_says() {
        assertThat(decide(EMPTY, "earliest")).isEqualTo(at("binlog.000002", 4));
        assertThat(decide(EMPTY, "latest")).isEqualTo(at("binlog.000003", 900));
        assertThat(decide(EMPTY, "binlog.000002:154")).isEqualTo(at("binlog.000002", 154));
        assertThat(decide(EMPTY, UUID + ":1-5, " + UUID + ":7"))
                .isEqualTo(new StartPosition.AfterGtids(UUID + ":1-5," + UUID + ":7"));
        assertThat(decide(EMPTY, "0-1-5")).isEqualTo(new StartPosition.AfterGtids("0-1-5"));
    }

    @Test
    void a_log_goes_on_behind_its_last_transaction_whatever_the_configuration_says() {
        assertThat(decide(tail("binlog.000002", 300, 500, true, UUID + ":5"), "latest"))
                .isEqualTo(at("binlog.000002", 500));
    }

    @Test
    void a_torn_transaction_is_read_again_from_its_begin() {
        assertThat(decide(tail("binlog.000002", 300, 500, false, UUID + ":999"), "latest"))
                .isEqualTo(at("binlog.000002", 300));
    }

    @Test
    void a_configured_position_the_source_does_not_have_is_refused() {
        assertThatThrownBy(() -> decide(EMPTY, "binlog.000001:4"))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessage("capture.start is binlog.000001:4, but the source has binlog.000002 to binlog.000003."
                        + " Give a position that SHOW BINLOG EVENTS lists, or earliest, or latest.");
        assertThatThrownBy(() -> decide(EMPTY, "binlog.000002:1001"))
                .hasMessageContaining("but the source has binlog.000002 only up to 1000");
    }

    @Test
    void trap64_a_purged_position_is_an_error_that_says_what_is_gone() {
        assertThatThrownBy(() -> decide(tail("binlog.000001", 300, 500, true, UUID + ":5"), "earliest"))
                .isInstanceOfSatisfying(BinrelayException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE);
                    assertThat(e.retriable()).isFalse();
                })
                .hasMessage("The source has purged what capture needs next (as error 1236 says): the relay log ends at"
                        + " binlog.000001:500, the source has binlog.000002 to binlog.000003. What was in between cannot"
                        + " be had any more. Start a new channel for it and rebuild the replicas. Keep binary logs longer"
                        + " (binlog_expire_logs_seconds) than capture may be down.");
    }

    @Test
    void trap90_a_source_that_lost_the_end_of_its_log_is_refused_and_not_read_from_somewhere_else() {
        assertThatThrownBy(() -> decide(tail("binlog.000003", 800, 901, true, UUID + ":5"), "earliest"))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.retriable()).isFalse())
                .hasMessageStartingWith("The source has lost the end of its binary log: the relay log ends at"
                        + " binlog.000003:901, but the source has binlog.000003 only up to 900.");
    }

    @Test
    void trap64_a_source_whose_files_begin_anew_is_not_said_to_have_purged_them() {
        assertThatThrownBy(() -> decide(tail("binlog.000004", 300, 500, true, UUID + ":5"), "earliest"))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.retriable()).isFalse())
                .hasMessageStartingWith(
                        "The source's binary log is not the one that the relay log was written from: the"
                                + " relay log ends at binlog.000004:500, the source has binlog.000002 to binlog.000003."
                                + " The source was reset");
    }

    @Test
    void another_server_is_refused() {
        RecordHeader header = tail("binlog.000003", 800, 900, true, UUID + ":5").last();
        SourceInspection other = source("00000000-71ca-11e1-9e33-c80aa9429562", UUID + ":1-9");

        assertThatThrownBy(() -> ResumePoint.decide(new LogTail("topic", header), new CaptureStart.Earliest(), other))
                .hasMessageContaining(
                        "its server_uuid is 00000000-71ca-11e1-9e33-c80aa9429562, in the log it is " + UUID);
    }

    @Test
    void trap90_a_transaction_the_source_does_not_know_is_an_error_that_may_pass() {
        assertThatThrownBy(() -> decide(tail("binlog.000003", 800, 900, true, UUID + ":10"), "earliest"))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.retriable()).isTrue())
                .hasMessageContaining(
                        "The source does not know the last transaction of the relay log, " + UUID + ":10");
    }

    private static StartPosition decide(LogTail tail, String configured) {
        return ResumePoint.decide(tail, CaptureStart.parse(configured), source(UUID, UUID + ":1-9"));
    }

    private static StartPosition at(String file, long offset) {
        return new StartPosition.AtFile(new FilePosition(file, offset));
    }

    private static LogTail tail(String file, long begin, long end, boolean last, @Nullable String gtid) {
        SourceServer server = new SourceServer(Family.MYSQL, 1, UUID, new byte[100]);
        GroupEnd groupEnd = last ? GroupEnd.XID : GroupEnd.NONE;
        return new LogTail(
                "topic",
                new RecordHeader(
                        RecordKind.TRANSACTION,
                        3,
                        0,
                        0,
                        last,
                        new FilePosition(file, begin),
                        new FilePosition(file, end),
                        gtid,
                        groupEnd,
                        1_700_000_000,
                        null,
                        null,
                        null,
                        server));
    }

    private static SourceInspection source(String uuid, String gtidSet) {
        return new SourceInspection(
                new Server(Family.MYSQL, "8.0.15", 1, uuid),
                new BinlogSettings(true, "ROW", "FULL", "MINIMAL", "", "CRC32", new Modes("ON", false)),
                new Account("'repl'@'%'", List.of("REPLICATION SLAVE", "REPLICATION CLIENT")),
                List.of(new BinlogFile("binlog.000002", 1_000), new BinlogFile("binlog.000003", 900)),
                new FilePosition("binlog.000003", 900),
                gtidSet);
    }
}
