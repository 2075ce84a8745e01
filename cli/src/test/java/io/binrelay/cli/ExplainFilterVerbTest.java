package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainFilterVerbTest {
    @TempDir
    Path directory;

    @Test
    void a_table_is_explained_for_rows_and_statements_of_both_services() throws IOException {
        CommandRun run = CommandRun.of("explain-filter", "shop.orders", "--config", config("""
                channel=shop
                source.host=db1
                binlog-ignore-db=test
                replicate-do-db=shop
                replicate-wild-ignore-table=shop.tmp\\\\_%
                """));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "capture",
                        "  rows of shop.orders: logged (no binlog-ignore-db names database 'shop')",
                        "  a statement that changes orders, default database shop: logged (no binlog-ignore-db names"
                                + " database 'shop')",
                        "applier",
                        "  rows of shop.orders: replicated (no rule for tables fits shop.orders)",
                        "  a statement that changes orders, default database shop: replicated (no rule for tables fits"
                                + " shop.orders)");
    }

    @Test
    void a_statement_run_in_another_database_is_judged_by_that() throws IOException {
        CommandRun run = CommandRun.of(
                "explain-filter",
                "shop.orders",
                "--statement",
                "--default-db",
                "test",
                "--config",
                config("replicate-do-db=shop\n"));

        assertThat(run.out())
                .contains(
                        "  a statement that changes shop.orders, default database test: ignored (replicate-do-db is set"
                                + " and does not name it)");
    }

    @Test
    void a_database_is_explained_by_what_makes_and_drops_it() {
        CommandRun run = CommandRun.of("explain-filter", "shop", "--set", "replicate-wild-ignore-table=shop.%");

        assertThat(run.out())
                .contains("  rows of database shop: as the rules for tables say of each; name a table")
                .contains("  CREATE, ALTER, DROP DATABASE shop: ignored (replicate-wild-ignore-table=shop.%)");
    }

    @Test
    void a_bad_rule_is_named_with_its_place() throws IOException {
        String file = config("replicate-do-table=orders\n");
        CommandRun run = CommandRun.of("explain-filter", "shop.orders", "--config", file);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("replicate-do-table = 'orders' (line 1 of " + file
                        + "): allowed is tables, each as DATABASE.TABLE, separated by commas, none empty");
    }

    @Test
    void a_name_that_is_none_is_a_usage_error() {
        assertThat(CommandRun.of("explain-filter", ".orders").exitCode()).isEqualTo(2);
    }

    private String config(String text) throws IOException {
        Path file = directory.resolve("filters.properties");
        Files.writeString(file, text);
        return file.toString();
    }
}
