package io.binrelay.schemas.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.relay.LogicalClock;
import org.junit.jupiter.api.Test;

class GtidEventTest {
    private static final String UUID = "386bae56-e51a-11f1-b69a-02fc00000001";
    private static final String HEADER = "00f15365 %s 0b000000 00000000 10010000 0000";
    private static final String UUID_HEX = "386bae56e51a11f1b69a02fc00000001";

    @Test
    void aGtidOfMySql80WithTimestampsThatAreTheSame() {
        GtidEvent event = GtidEvent.parse(CapturedEvents.event("""
                00f15365210b0000004d00000010010000000001386bae56e51a11f1b69a02fc00000001130000000000000002000000000000000001000000
                00000000d9612181ba6006d78f380100"""));
        assertThat(event)
                .isEqualTo(new GtidEvent(
                        UUID + ":19", 1, new LogicalClock(0, 1), 1_795_204_006_896_089L, 1_795_204_006_896_089L));
    }

    @Test
    void theOriginalTimestampStandsBehindTheImmediateOneWhenItDiffers() {
        String gtid = "00" + UUID_HEX + "0200000000000000" + "02" + "0500000000000000" + "0600000000000000";
        GtidEvent event = parse("21", gtid + "d9612181ba6086" + "01612181ba6006" + "fc0102" + "8f380180");
        assertThat(event.immediateCommitMicros()).isEqualTo(1_795_204_006_896_089L);
        assertThat(event.originalCommitMicros()).isEqualTo(0x06_60ba_8121_6101L);
        assertThat(event.clock()).isEqualTo(new LogicalClock(5, 6));
        assertThat(event.flags()).isZero();
    }

    @Test
    void anAnonymousTransactionHasAClockButNoGtid() {
        GtidEvent event =
                parse("22", "01" + "00".repeat(16) + "00".repeat(8) + "02" + "0100000000000000" + "0200000000000000");
        assertThat(event).isEqualTo(new GtidEvent(null, 1, new LogicalClock(1, 2), null, null));
    }

    @Test
    void aGtidOfMySql56SaysNothingElse() {
        assertThat(parse("21", "01" + UUID_HEX + "1700000000000000"))
                .isEqualTo(new GtidEvent(UUID + ":23", 1, null, null, null));
    }

    @Test
    void aGtidWithoutNumberIsRefused() {
        assertThatThrownBy(() -> parse("21", "01" + UUID_HEX + "00".repeat(8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("0 is no transaction's number");
    }

    /** The integers as in the examples of the library's readme: 65535 is fbff07 unsigned and f3ff0f signed. */
    @Test
    void aTaggedGtidIsReadFromMySqlsSerialization() {
        GtidEvent event = parse(
                "2a",
                "02" + "90" + "10" // version 1, size 72, field 7 is the last that must be known
                        + "00 02" // flags 1
                        + "02 " + uuidAsIntegers()
                        + "04 f3ff0f" // number 65535
                        + "06 0a 7461675f31" // tag, 5 characters
                        + "08 14" // last committed 5, signed
                        + "0a 18" // sequence number 6, signed
                        + "0c ff0000000000000001" // immediate commit timestamp 2^56, in nine bytes
                        + "12 02"); // transaction length, field 9
        assertThat(event.gtid()).isEqualTo(UUID + ":tag_1:65535");
        assertThat(event.flags()).isEqualTo(1);
        assertThat(event.clock()).isEqualTo(new LogicalClock(5, 6));
        assertThat(event.immediateCommitMicros()).isEqualTo(1L << 56);
        assertThat(event.originalCommitMicros()).isEqualTo(1L << 56);
    }

    private static String uuidAsIntegers() {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < 32; i += 2) {
            int value = Integer.parseInt(UUID_HEX.substring(i, i + 2), 16);
            int encoded = value < 128 ? value << 1 : value << 2 | 1;
            hex.append(value < 128 ? "%02x".formatted(encoded) : "%02x%02x".formatted(encoded & 0xff, encoded >> 8));
        }
        return hex.toString();
    }

    @Test
    void aTaggedGtidThatNeedsAFieldOfTheFutureIsRefused() {
        assertThatThrownBy(() -> parse("2a", "02 10 1a"))
                .isInstanceOf(UnsupportedEventException.class)
                .hasMessageContaining("its field 12 must not be ignored");
    }

    @Test
    void aTaggedGtidOfAnotherSerializationIsRefused() {
        assertThatThrownBy(() -> parse("2a", "04 10 10"))
                .isInstanceOf(UnsupportedEventException.class)
                .hasMessageContaining("version is 2");
    }

    @Test
    void aLoneStatementOfMariaDb() {
        MariadbGtidEvent event = MariadbGtidEvent.parse(
                CapturedEvents.event("00f15365a20c0000002a000000a5010000080012000000000000000000000029000000000000"));
        assertThat(event)
                .isEqualTo(new MariadbGtidEvent(
                        "0-12-18",
                        MariadbGtidEvent.STANDALONE | MariadbGtidEvent.ALLOW_PARALLEL | MariadbGtidEvent.DDL,
                        0,
                        null,
                        null));
    }

    @Test
    void aTransactionOfMariaDb() {
        MariadbGtidEvent event = MariadbGtidEvent.parse(
                CapturedEvents.event("00f15365a20c0000002a0000004704000008001600000000000000000000000c000000000000"));
        assertThat(event.gtid()).isEqualTo("0-12-22");
        assertThat(event.has(MariadbGtidEvent.TRANSACTIONAL)).isTrue();
        assertThat(event.has(MariadbGtidEvent.STANDALONE)).isFalse();
    }

    @Test
    void bothHalvesOfATwoPhaseAlterOfMariaDb() {
        assertThat(MariadbGtidEvent.parse(CapturedEvents.event(
                                "a7a3006ba20c0000002a0000000f060000080018000000000000000000000029020000000000"))
                        .extraFlags())
                .isEqualTo(MariadbGtidEvent.START_ALTER);
        assertThat(MariadbGtidEvent.parse(CapturedEvents.event(
                                "a7a3006ba20c0000002d0000009d060000080019000000000000000000000029041800000000000000"))
                        .extraFlags())
                .isEqualTo(MariadbGtidEvent.COMMIT_ALTER);
    }

    @Test
    void trap34_aPreparedAndACompletedXaTransactionOfMariaDb() {
        MariadbGtidEvent prepared = MariadbGtidEvent.parse(CapturedEvents.event(
                "a7a3006ba20c0000002e0000003d07000008001a00000000000000000000004c010000000101786201ff"));
        assertThat(prepared.has(MariadbGtidEvent.PREPARED_XA)).isTrue();
        assertThat(prepared.extraFlags()).isEqualTo(1);
        MariadbGtidEvent completed = MariadbGtidEvent.parse(CapturedEvents.event(
                "a7a3006ba20c0000002c0000008608000008001b00000000000000000000008d0100000001017862"));
        assertThat(completed.has(MariadbGtidEvent.COMPLETED_XA)).isTrue();
        assertThat(completed.extraFlags()).isZero();
    }

    @Test
    void aGroupCommitOfMariaDbHasAnId() {
        MariadbGtidEvent event = MariadbGtidEvent.parse(CapturedEvents.event(HEADER.formatted("a2")
                        .replace("0b", "0c") + "0700000000000000" + "02000000" + "06" + "b104000000000000"));
        assertThat(event.gtid()).isEqualTo("2-12-7");
        assertThat(event.commitId()).isEqualTo(1201);
    }

    private static GtidEvent parse(String type, String body) {
        return GtidEvent.parse(CapturedEvents.event(HEADER.formatted(type) + body));
    }
}
