package io.binrelay.relay.filter;

import static io.binrelay.relay.filter.Filters.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.Family;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 74: the flow charts of MySQL's manual, "How Servers Evaluate Replication Filtering Rules", arrow by arrow. */
class ReplicationFilterTest {
    private static final TriggerTables NO_TRIGGERS = trigger -> Optional.empty();

    /** Rules separated by blanks; the default database, then what is changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Rules for databases: do before ignore, and ignore is not read where do is set.
                "replicate-do-db=a | a.t | true | replicate-do-db=a",
                "replicate-do-db=a | b.t | false | replicate-do-db is set and does not name it",
                "replicate-do-db=a,b replicate-ignore-db=a | a.t | true | replicate-do-db=a",
                "replicate-ignore-db=a | a.t | false | replicate-ignore-db=a",
                "replicate-ignore-db=a | b.t | true | no replicate-ignore-db names database 'b'",
                "replicate-ignore-db=A | a.t | true | no replicate-ignore-db names database 'a'",
                // Rules for tables: do, ignore, wild do, wild ignore; without a do rule what fits none passes.
                "replicate-do-table=a.t | a.t | true | replicate-do-table=a.t",
                "replicate-do-table=a.t | a.u | false | replicate-do-table is set and does not name it",
                "replicate-ignore-table=a.t | a.t | false | replicate-ignore-table=a.t",
                "replicate-ignore-table=a.t | a.u | true | no rule for tables fits a.u",
                "replicate-wild-do-table=a.% | a.t | true | replicate-wild-do-table=a.%",
                "replicate-wild-do-table=a.% | b.t | false | replicate-wild-do-table is set and does not name it",
                "replicate-wild-ignore-table=a.%,b.% | b.t | false | replicate-wild-ignore-table=b.%",
                "replicate-do-table=a.t replicate-ignore-table=a.t | a.t | true | replicate-do-table=a.t",
                "replicate-ignore-table=a.t replicate-wild-do-table=a.% | a.t | false | replicate-ignore-table=a.t",
                "replicate-wild-do-table=a.t% replicate-wild-ignore-table=a.% | a.t | true | replicate-wild-do-table=a.t%",
                "replicate-wild-do-table=a.t% replicate-wild-ignore-table=a.% | a.u | false | replicate-wild-ignore-table=a.%",
                "replicate-do-table=a.t replicate-wild-ignore-table=b.% | b.t | false | replicate-wild-ignore-table=b.%",
                // Databases first, then tables.
                "replicate-ignore-db=a replicate-do-table=a.t | a.t | false | replicate-ignore-db=a",
                "replicate-do-db=a replicate-ignore-table=a.t | a.t | false | replicate-ignore-table=a.t",
                "replicate-do-db=a replicate-wild-do-table=a.x% | a.t | false | replicate-wild-do-table is set and does not name it",
                // The rewrite comes before everything else.
                "replicate-rewrite-db=a->b replicate-do-db=b | a.t | true | replicate-do-db=b",
                "replicate-rewrite-db=a->b replicate-do-table=b.t | a.t | true | replicate-do-table=b.t",
                "replicate-rewrite-db=a->b replicate-ignore-db=a | a.t | true | no replicate-ignore-db names database 'b'",
                "replicate-rewrite-db=a->b,a->c replicate-ignore-db=b | a.t | false | replicate-ignore-db=b",
            })
    void trap74_rows_are_judged_by_their_table(String rules, String table, boolean executes, String rule) {
        String[] name = table.split("\\.", -1);

        FilterDecision decision =
                Filters.replica(Family.MYSQL, rules.strip().split(" ", -1)).rows(name[0], name[1]);

        assertThat(decision).isEqualTo(new FilterDecision(executes, rule.strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The default database decides, not the one that is named (the manual's example of UPDATE
                // sales.january).
                "replicate-do-db=sales | prices | UPDATE sales.january SET amount = 1 | false",
                "replicate-do-db=sales | sales | UPDATE prices.march SET amount = 1 | true",
                "replicate-ignore-db=sales | prices | UPDATE sales.january SET amount = 1 | true",
                "replicate-ignore-db=sales | sales | CREATE USER u | false",
                "replicate-do-db=sales | '' | DROP TABLE sales.t | false",
                "replicate-ignore-db=sales | '' | DROP TABLE sales.t | true",
                // Then the tables that are changed, in the order of the text.
                "replicate-ignore-table=a.t | b | INSERT INTO a.t SELECT 1 | false",
                "replicate-ignore-table=a.t | a | INSERT INTO u SELECT * FROM t | true",
                "replicate-ignore-table=a.t | a | DROP TABLE u, t | false",
                "replicate-do-table=a.t | a | DROP TABLE u, t | true",
                "replicate-do-table=a.t replicate-ignore-table=a.u | a | DROP TABLE u, t | false",
                "replicate-do-table=a.t replicate-ignore-table=a.u | a | DROP TABLE t, u | true",
                "replicate-do-table=a.t | a | RENAME TABLE u TO t | true",
                "replicate-do-table=a.t | a | CREATE PROCEDURE p() SELECT 1 | true",
                "replicate-do-table=a.t | a | DROP TEMPORARY TABLE IF EXISTS u | true",
                "replicate-do-table=a.t | a | DROP TEMPORARY TABLE u | false",
                "replicate-do-db=b replicate-do-table=a.t | a | DROP TEMPORARY TABLE IF EXISTS t | false",
                // Some of several tables: only where all are treated alike.
                "replicate-wild-ignore-table=b.% | a | UPDATE t, u SET t.a = u.a | true",
                "replicate-wild-ignore-table=a.% | a | UPDATE t, u SET t.a = u.a | false",
                // Databases by patterns.
                "replicate-wild-do-table=a.% | a | CREATE DATABASE a | true",
                "replicate-wild-do-table=a.t% | a | CREATE DATABASE a | false",
                "replicate-wild-ignore-table=a.% | a | DROP DATABASE a | false",
                "replicate-wild-ignore-table=a.t% | a | DROP DATABASE a | true",
                "replicate-ignore-table=a.t | a | DROP DATABASE a | true",
                "replicate-do-db=a | a | ALTER DATABASE a COLLATE utf8mb4_bin | true",
                // Accounts by the tables in mysql.
                "replicate-do-table=a.t | a | CREATE USER u | false",
                "replicate-wild-do-table=a.%,mysql.% | a | CREATE USER u | true",
                "replicate-wild-ignore-table=mysql.% | a | GRANT SELECT ON *.* TO u | false",
                "replicate-ignore-table=a.t | a | GRANT SELECT ON *.* TO u | true",
                "replicate-ignore-table=a.t | b | GRANT SELECT ON a.t TO u | false",
                // The rewrite is of the default database, not of names in the text.
                "replicate-rewrite-db=a->b replicate-do-table=b.t | a | INSERT INTO t VALUES (1) | true",
                "replicate-rewrite-db=a->b replicate-do-table=b.t | a | INSERT INTO a.t VALUES (1) | false",
                "replicate-rewrite-db=a->b replicate-do-db=b | a | INSERT INTO a.t VALUES (1) | true",
                // Borders always pass.
                "replicate-ignore-db=a | a | SAVEPOINT s | true",
                "replicate-ignore-db=a | a | ROLLBACK TO s | true",
            })
    void trap74_statements_are_judged_by_default_database_then_by_the_tables_they_change(
            String rules, String database, String sql, boolean executes) {
        FilterDecision decision = Filters.replica(Family.MYSQL, rules.strip().split(" ", -1))
                .statement(statement(database, sql), NO_TRIGGERS);

        assertThat(decision.executes()).as("%s", decision).isEqualTo(executes);
    }

    /** MySQL does not ask patterns where there are rules for databases; MariaDB asks all rules about the name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicate-do-db=a replicate-wild-do-table=b.% | true | false",
                "replicate-ignore-db=b replicate-wild-ignore-table=a.% | true | false",
                "replicate-wild-ignore-table=a.% | false | false",
                "replicate-do-db=a | true | true",
            })
    void trap74_the_families_differ_over_create_database(String rules, boolean mysql, boolean mariadb) {
        for (Family family : Family.values()) {
            assertThat(Filters.replica(family, rules.strip().split(" ", -1))
                            .statement(statement("a", "CREATE DATABASE a"), NO_TRIGGERS)
                            .executes())
                    .as("%s", family)
                    .isEqualTo(family == Family.MYSQL ? mysql : mariadb);
        }
    }

    @Test
    void trap74_mariadb_compares_tables_without_regard_to_case_and_databases_with() {
        ReplicationFilter filter = Filters.replica(
                Family.MARIADB,
                "replicate-ignore-db=A",
                "replicate-ignore-table=a.T",
                "replicate-wild-ignore-table=B.%");

        assertThat(filter.rows("a", "t").executes()).isFalse();
        assertThat(filter.rows("b", "t").executes()).isFalse();
        assertThat(filter.rows("a", "u").executes()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void trap74_lower_case_table_names_compares_all_names_without_regard_to_case(Family family) {
        FilterRules rules =
                Filters.rules("replicate-rewrite-db=OLD->New", "replicate-ignore-db=A", "replicate-ignore-table=new.T");
        ReplicationFilter filter = new ReplicationFilter(rules, new NameComparison(family, true));

        assertThat(filter.rows("a", "x").executes()).isFalse();
        assertThat(filter.rows("old", "t").executes()).isFalse();
        assertThat(filter.rows("old", "x").executes()).isTrue();
    }

    @Test
    void trap74_a_dropped_trigger_is_judged_by_its_table_on_the_replica() {
        ReplicationFilter filter = Filters.replica(Family.MYSQL, "replicate-ignore-table=a.t");

        assertThat(drops(filter, Optional.of(new TableName("a", "t")))).isFalse();
        assertThat(drops(filter, Optional.of(new TableName("a", "u")))).isTrue();
        assertThat(drops(filter, Optional.empty())).isFalse();
    }

    private static boolean drops(ReplicationFilter filter, Optional<TableName> table) {
        return filter.statement(statement("a", "DROP TRIGGER g"), trigger -> {
                    assertThat(trigger).isEqualTo(new TableName("a", "g"));
                    return table;
                })
                .executes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicate-ignore-table=a.t | UPDATE t JOIN u SET t.a = 1 | UPDATE t JOIN u SET t.a = 1 | of the tables it may"
                        + " change, a.t is ignored (replicate-ignore-table=a.t) and a.u is replicated (no rule for tables fits a.u)",
                "replicate-ignore-table=a.t | INSERT INTO t SELECT * FROM u FOR UPDATE | INSERT INTO t | it reads tables FOR UPDATE",
            })
    void trap74_what_cannot_be_told_for_sure_is_an_error_that_names_statement_and_remedy(
            String rules, String sql, String text, String why) {
        ReplicationFilter filter = Filters.replica(Family.MYSQL, rules.strip());

        assertThatThrownBy(() -> filter.statement(statement("a", sql), NO_TRIGGERS))
                .isInstanceOf(UndecidedStatementException.class)
                .hasMessageContaining(text.strip())
                .hasMessageContaining("with default database 'a': " + why.strip())
                .hasMessageContaining("binlog_format=ROW");
    }

    @Test
    void trap74_an_account_statement_of_mariadb_under_a_rule_for_one_privilege_table_is_not_guessed() {
        ReplicationFilter filter = Filters.replica(Family.MARIADB, "replicate-ignore-table=mysql.db");

        assertThatThrownBy(() -> filter.statement(statement("a", "CREATE USER u IDENTIFIED BY 'secret'"), NO_TRIGGERS))
                .isInstanceOf(UndecidedStatementException.class)
                .hasMessageContaining("the statement CREATE USER ... with")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "binlog-do-db=a,     a,  true,  true",
        "binlog-do-db=a,     b,  false, false",
        "binlog-do-db=a,     '', true,  false",
        "binlog-ignore-db=a, a,  false, false",
        "binlog-ignore-db=a, b,  true,  true",
        "binlog-ignore-db=a, '', true,  true",
    })
    void trap74_what_enters_the_log_is_judged_by_default_database_alone(
            String rule, String database, boolean mysql, boolean mariadb) {
        for (Family family : Family.values()) {
            assertThat(Filters.log(family, rule)
                            .statement(statement(database, "DROP TABLE a.t, b.u"), NO_TRIGGERS)
                            .executes())
                    .as("%s", family)
                    .isEqualTo(family == Family.MYSQL ? mysql : mariadb);
        }
    }
}
