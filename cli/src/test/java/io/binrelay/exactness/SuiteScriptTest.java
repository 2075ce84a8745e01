package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of mysqltest's language reaches the server. */
class SuiteScriptTest {
    @TempDir
    Path directory;

    private List<String> run(String script, List<List<String>> answers) throws IOException {
        Path file = directory.resolve("main.test");
        Files.writeString(file, script);
        List<String> steps = new ArrayList<>();
        List<List<String>> left = new ArrayList<>(answers);
        try (SuiteFiles files = SuiteFiles.of(file)) {
            SuiteScript running = new SuiteScript(new SuiteSources(), file, files);
            for (Step step = running.next(); step != null; step = running.next()) {
                steps.add((step.connection().equals(Step.FIRST_CONNECTION) ? "" : step.connection() + ": ")
                        + (step.sql().isEmpty() ? step.kind() : step.sql()));
                if (running.asks()) {
                    running.answered(step, new Answer(0, List.of("c"), List.of(List.copyOf(left.remove(0)))));
                }
                running.succeeded(step, 0);
            }
            assertThat(running.ended()).isTrue();
        }
        return steps;
    }

    @Test
    void statements_end_at_the_delimiter_outside_quotes() throws IOException {
        assertThat(run("""
                        # it's a comment
                        --echo it's said
                        -- just a remark; it's one
                        --error ER_X
                        SELECT 'a;b',
                          "c\\";" ;
                        --delimiter //
                        CREATE PROCEDURE p() BEGIN SELECT 1; END//
                        delimiter ;//
                        SELECT 2;
                        perl;
                        print "SELECT 3;";
                        EOF
                        exit;
                        SELECT 4;
                        """, List.of()))
                .containsExactly("SELECT 'a;b',\n  \"c\\\";\"", "CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2");
    }

    @Test
    void variables_loops_and_conditions_are_followed() throws IOException {
        assertThat(run("""
                        let $i= 2;
                        while ($i) {
                          eval INSERT INTO t$i VALUES ($i);
                          dec $i;
                        }
                        if (`SELECT @@x = 1`) {
                          SELECT 'not run';
                        }
                        if ($i == 0)
                        {
                          let $q= `SELECT 'v'`;
                          --eval SELECT '$q'
                          if ($unknown) { SELECT 'not run either'; }
                        }
                        eval SELECT $unknown;
                        """, List.of(List.of("0"), List.of("v"))))
                .containsExactly(
                        "INSERT INTO t2 VALUES (2)",
                        "INSERT INTO t1 VALUES (1)",
                        "SELECT @@x = 1",
                        "SELECT 'v'",
                        "SELECT 'v'");
    }

    @Test
    void included_files_and_connections_are_followed_but_not_to_replicas() throws IOException {
        Files.createDirectories(directory.resolve("include"));
        Files.writeString(directory.resolve("include/tables.inc"), "eval CREATE TABLE t ENGINE=$engine_type;\n");
        Files.writeString(directory.resolve("include/show_all.inc"), "SELECT 'looks only';\n");
        assertThat(run("""
                        --source include/tables.inc
                        --source include/show_all.inc
                        connect (other, localhost, root,, db2);
                        SELECT 1;
                        sync_slave_with_master;
                        SELECT 2;
                        connection default;
                        SELECT 3;
                        disconnect other;
                        """, List.of()))
                .containsExactly(
                        "CREATE TABLE t ENGINE=InnoDB",
                        "other: \n\ndb2",
                        "other: SELECT 1",
                        "SELECT 3",
                        "other: DISCONNECT");
    }

    @Test
    void what_a_lab_does_not_survive_is_left_out_and_what_is_dropped_is_compared_before() throws IOException {
        assertThat(run(
                        "SHUTDOWN; RESET MASTER; DROP USER root@localhost;\nSET GLOBAL server_id = 3;\n"
                                + "SELECT 1;\n".repeat(9) + "DROP TABLE t1;",
                        List.of()))
                .hasSize(11)
                .endsWith("SELECT 1", "CHECKPOINT", "DROP TABLE t1");
    }
}
