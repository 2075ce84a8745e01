package io.binrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.capture.core.SourceIdentity;
import io.binrelay.capture.core.TransactionAssembler;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.testsupport.binlog.EventBodies;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureLoopTest {
    private static final FilePosition START = new FilePosition("binlog.000001", 4);
    private static final Image ROW = new Image(1, "a value that is long enough to be seen");

    private final InMemoryBinlog binlog = new InMemoryBinlog(Family.MYSQL, 5, 1_700_000_000);
    private final FakeRelayLog log = new FakeRelayLog();
    private final ManualClock clock = new ManualClock();
    private final List<Stage> stages = new ArrayList<>();
    private final List<RecordHeader> told = new ArrayList<>();
    private long batchBytes = 1_000_000;
    private Duration batchTime = Duration.ofSeconds(1);
    private long fragmentBytes = 1_000_000;
    private Stages watcher = stages::add;

    @Test
    void what_was_read_is_committed_as_soon_as_nothing_more_is_waiting() {
        transaction(1);
        transaction(1);
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        CaptureLoop loop = start(source);

        loop.runOnce();
        assertThat(log.commits()).isEmpty();
        loop.runOnce();

        assertThat(source.lastTimeout()).isZero();
        assertThat(log.commits()).containsExactly(2);
        assertThat(stages)
                .containsExactly(
                        Stage.READ_NOT_PRODUCED,
                        Stage.READ_NOT_PRODUCED,
                        Stage.PRODUCED_NOT_COMMITTED,
                        Stage.PRODUCED_AND_COMMITTED);
    }

    @Test
    void a_backlog_is_committed_whenever_the_batch_is_full() {
        batchBytes = 1;
        transaction(1);
        transaction(1);

        start(new FakeBinlogSource(binlog, 100)).runOnce();

        assertThat(log.commits()).containsExactly(1, 1);
    }

    @Test
    void a_backlog_is_committed_whenever_the_batch_is_old_enough() {
        batchTime = Duration.ofMillis(10);
        watcher = stage -> clock.advance(Duration.ofMillis(6));
        for (int i = 0; i < 4; i++) {
            transaction(1);
        }

        start(new FakeBinlogSource(binlog, 100)).runOnce();

        assertThat(log.commits()).containsExactly(3);
    }

    @Test
    void fragments_of_a_large_transaction_are_committed_before_its_end() {
        fragmentBytes = 1;
        batchBytes = 1;
        transaction(3);

        start(new FakeBinlogSource(binlog, 100)).runOnce();

        assertThat(log.commits()).containsExactly(1, 1, 1, 1);
        assertThat(log.transactions()).extracting(RecordHeader::last).containsExactly(false, false, false, true);
        assertThat(stages.stream().filter(stage -> stage == Stage.FRAGMENTS_COMMITTED))
                .hasSize(3);
        assertThat(stages).last().isEqualTo(Stage.PRODUCED_AND_COMMITTED);
    }

    @Test
    void trap81_a_position_is_acknowledged_once_whole_transactions_before_it_are_committed() {
        fragmentBytes = 1;
        batchBytes = 1;
        FilePosition before = binlog.end();
        transaction(3);
        FilePosition after = binlog.end();
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        List<FilePosition> atCommit = new ArrayList<>();
        watcher = stage -> {
            if (stage == Stage.PRODUCED_NOT_COMMITTED) {
                atCommit.addAll(source.acknowledged());
            }
        };

        start(source).runOnce();

        assertThat(source.acknowledged()).containsExactly(before, before, before, after);
        assertThat(atCommit).containsOnly(before);
    }

    @Test
    void the_next_batch_is_appended_and_committed_while_the_last_one_is_on_its_way() {
        batchBytes = 1;
        transaction(1);
        FilePosition first = binlog.end();
        transaction(1);
        log.holdCommits();
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        CaptureLoop loop = start(source);

        loop.runOnce();

        assertThat(stages.stream().filter(stage -> stage == Stage.PRODUCED_NOT_COMMITTED))
                .as("batches handed to the writer")
                .hasSize(2);
        assertThat(source.acknowledged()).isEmpty();
        log.endCommit();
        assertThat(source.acknowledged()).as("at once, by the writer's thread").containsExactly(first);
        assertThat(told).as("by the loop's own").isEmpty();
        loop.runOnce();
        assertThat(told).extracting(RecordHeader::resumePosition).containsExactly(first);
        assertThat(source.lastTimeout()).as("as long as a commit is on its way").isEqualTo(Duration.ofMillis(5));
        log.endCommit();
        loop.runOnce();
        assertThat(told).extracting(RecordHeader::resumePosition).containsExactly(first, binlog.end());
    }

    @Test
    void a_commit_that_fails_on_its_way_ends_the_loop_also_when_nothing_more_is_read() {
        transaction(1);
        log.holdCommits();
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        CaptureLoop loop = start(source);
        loop.runOnce();
        loop.runOnce();
        BinrelayException lost = new BinrelayException(ErrorCode.KAFKA, "no answer", true, null);
        log.failCommits(lost);

        assertThatThrownBy(loop::runOnce).isSameAs(lost);

        assertThat(source.acknowledged()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void what_is_on_its_way_is_committed_before_a_lost_connection_is_told() {
        transaction(1);
        log.holdCommits();
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        CaptureLoop loop = start(source);
        loop.runOnce();
        loop.runOnce();
        source.failWith(new SourceException("connection lost", 2013, true, null));

        assertThatThrownBy(loop::runOnce).isInstanceOf(SourceException.class);

        assertThat(told).extracting(RecordHeader::resumePosition).containsExactly(binlog.end());
    }

    @Test
    void an_empty_log_is_told_the_position_at_once() {
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        CaptureLoop loop = start(source);

        loop.runOnce();
        loop.runOnce();

        assertThat(log.heartbeats()).extracting(RecordHeader::end).containsExactly(binlog.end());
        assertThat(source.lastTimeout()).isLessThanOrEqualTo(Duration.ofMillis(5));
    }

    @Test
    void a_rotation_is_told_at_once() {
        transaction(1);
        CaptureLoop loop = start(new FakeBinlogSource(binlog, 100));
        loop.runOnce();
        loop.runOnce();
        binlog.rotate();

        loop.runOnce();
        loop.runOnce();

        assertThat(log.heartbeats()).extracting(RecordHeader::end).containsExactly(binlog.end());
        assertThat(log.heartbeats()).extracting(RecordHeader::sequence).containsExactly(1L);
    }

    @Test
    void an_idle_source_is_confirmed_at_its_pace() {
        transaction(1);
        FakeBinlogSource source = new FakeBinlogSource(binlog, 100);
        CaptureLoop loop = start(source);
        loop.runOnce();
        loop.runOnce();

        loop.runOnce();
        assertThat(source.lastTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(log.heartbeats()).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        loop.runOnce();

        assertThat(log.heartbeats()).hasSize(1);
        assertThat(log.heartbeats().get(0).timestampSeconds()).isEqualTo(clock.epochMillis() / 1_000);
    }

    @Test
    void there_is_no_heartbeat_while_a_transaction_is_torn() {
        fragmentBytes = 1;
        batchBytes = 1;
        transaction(2);
        FakeBinlogSource source = new FakeBinlogSource(binlog, 1).losingConnectionAfter(7);
        assertThatThrownBy(() -> runFor(start(source), 100)).isInstanceOf(SourceException.class);
        assertThat(log.transactions()).extracting(RecordHeader::last).containsExactly(false);

        CaptureLoop second = start(new FakeBinlogSource(binlog, 2));
        clock.advance(Duration.ofMinutes(1));
        second.runOnce();
        second.runOnce();

        assertThat(log.heartbeats()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"READ_NOT_PRODUCED", "PRODUCED_NOT_COMMITTED", "PRODUCED_AND_COMMITTED", "FRAGMENTS_COMMITTED"})
    void after_a_crash_at_any_stage_each_transaction_is_in_the_log_once(Stage crashAt) {
        fragmentBytes = 1;
        batchBytes = 400;
        for (int i = 0; i < 5; i++) {
            transaction(i + 1);
        }

        for (int crashes = 0; crashes < 30; crashes++) {
            int[] left = {crashes};
            watcher = stage -> {
                if (stage == crashAt && left[0]-- == 0) {
                    throw new Crash();
                }
            };
            runUntilDrainedOrCrashed(new FakeBinlogSource(binlog, 3));
        }
        watcher = Stages.UNWATCHED;
        runUntilDrainedOrCrashed(new FakeBinlogSource(binlog, 3));

        assertThat(wholeTransactions())
                .extracting(RecordHeader::gtid)
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void wherever_the_connection_is_lost_each_transaction_is_in_the_log_once(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        fragmentBytes = random.nextInt(1, 300);
        batchBytes = random.nextInt(1, 1_000);
        for (int i = 0; i < 50; i++) {
            if (random.nextInt(10) == 0) {
                binlog.rotate();
            }
            transaction(random.nextInt(4));
            FakeBinlogSource source =
                    new FakeBinlogSource(binlog, random.nextInt(1, 10)).losingConnectionAfter(random.nextInt(20));
            runUntilDrainedOrCrashed(source);
        }
        runUntilDrainedOrCrashed(new FakeBinlogSource(binlog, 10));

        List<RecordHeader> whole = wholeTransactions();
        assertThat(whole).as("seed " + seed).hasSize(50);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i).gtid()).as("seed " + seed).endsWith(":" + (i + 1));
        }
    }

    /** What a reader of the log makes of it, by the rules of the continuity check. */
    private List<RecordHeader> wholeTransactions() {
        ContinuityCheck check = new ContinuityCheck(1);
        List<RecordHeader> whole = new ArrayList<>();
        long offset = 0;
        for (EncodedRecord record : log.committed()) {
            if (check.accept(offset++, record.header()) != ContinuityCheck.Verdict.HEARTBEAT
                    && record.header().last()) {
                whole.add(record.header());
            }
        }
        return whole;
    }

    private void runUntilDrainedOrCrashed(FakeBinlogSource source) {
        try {
            runFor(start(source), 400);
        } catch (Crash | SourceException e) {
            source.close();
        }
    }

    private static void runFor(CaptureLoop loop, int rounds) {
        for (int i = 0; i < rounds; i++) {
            loop.runOnce();
        }
    }

    private void transaction(int rowsEvents) {
        binlog.begin();
        if (rowsEvents > 0) {
            binlog.tableMap(7, "shop", "t");
        }
        for (int i = 1; i <= rowsEvents; i++) {
            binlog.insert(7, i == rowsEvents ? EventBodies.STATEMENT_END : 0, ROW);
        }
        binlog.commit();
    }

    private CaptureLoop start(FakeBinlogSource source) {
        RelayWriter writer = log.writer();
        LogTail tail = writer.open();
        StartPosition start = new StartPosition.AtFile(tail.resumePosition().orElse(START));
        source.start(start);
        TransactionAssembler assembler = new TransactionAssembler(
                new SourceIdentity(binlog.family(), binlog.serverUuid(), binlog.serverId()),
                fragmentBytes,
                new RelayRecordBuilder(TableLabels.NONE),
                ReplicationFilter.NONE,
                tail,
                start);
        CapturePace pace = new CapturePace(batchBytes, batchTime, Duration.ofSeconds(5));
        return new CaptureLoop(
                source,
                assembler,
                writer,
                tail,
                pace,
                new LoopSurroundings(clock, stage -> watcher.reached(stage), new Listener()));
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Listener implements CaptureListener {
        @Override
        public void committed(RecordHeader last, long transactions) {
            told.add(last);
        }

        @Override
        public void transactionWritten(RecordHeader last) {}

        @Override
        public void statementRead() {}
    }
}
