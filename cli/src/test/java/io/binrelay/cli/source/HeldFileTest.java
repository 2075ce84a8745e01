package io.binrelay.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.cli.source.HeldFile.Extent;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HeldFileTest {
    private static final List<BinlogFile> FILES = List.of(
            new BinlogFile("binlog.000009", 1_000),
            new BinlogFile("binlog.000010", 2_000),
            new BinlogFile("binlog.000011", 3_000));

    private static List<HeldFile> held(@Nullable String first, @Nullable String end) {
        return HeldFile.of(
                FILES,
                first == null ? null : FilePosition.parse(first),
                end == null ? null : FilePosition.parse(end),
                begin -> new FilePosition(begin.file(), 155));
    }

    @Test
    void an_empty_log_holds_nothing() {
        assertThat(held(null, null)).extracting(HeldFile::extent).containsOnly(Extent.NONE);
    }

    @Test
    void a_log_from_the_first_transaction_to_the_end_holds_all() {
        assertThat(held("binlog.000009:155", "binlog.000011:3000"))
                .extracting(HeldFile::extent)
                .containsOnly(Extent.ALL);
    }

    @Test
    void a_log_that_begins_and_ends_inside_files_holds_them_partly() {
        assertThat(held("binlog.000009:500", "binlog.000010:700"))
                .containsExactly(
                        new HeldFile("binlog.000009", 1_000, 500, 1_000),
                        new HeldFile("binlog.000010", 2_000, 0, 700),
                        new HeldFile("binlog.000011", 3_000, 0, 0))
                .extracting(HeldFile::extent)
                .containsExactly(Extent.PARTLY, Extent.PARTLY, Extent.NONE);
    }

    @Test
    void a_log_that_began_with_files_the_source_has_purged_holds_the_rest() {
        assertThat(held("binlog.000001:155", "binlog.000010:2000"))
                .extracting(HeldFile::extent)
                .containsExactly(Extent.ALL, Extent.ALL, Extent.NONE);
    }

    @Test
    void files_before_the_log_began_are_not_held() {
        assertThat(held("binlog.000010:155", "binlog.000011:3000"))
                .extracting(HeldFile::extent)
                .containsExactly(Extent.NONE, Extent.ALL, Extent.ALL);
    }
}
