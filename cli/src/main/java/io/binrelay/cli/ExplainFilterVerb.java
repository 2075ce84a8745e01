package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.FilterKeys;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.filter.FilterDecision;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.filter.StatementTarget;
import io.binrelay.relay.filter.TableName;
import io.binrelay.relay.filter.TriggerTables;
import io.binrelay.schemas.model.Family;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code binrelay explain-filter}: which rule of the replication filters decides about a table or database. */
@Command(
        name = "explain-filter",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells for changes of a table, or of a database, whether the filters of a configuration let them pass, and which"
                    + " rule decides: binlog-do-db and binlog-ignore-db of capture, replicate-* of an applier.",
            "Rows are judged by their table, statements by the default database they are run in and then by the tables"
                    + " they change."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay explain-filter shop.orders --config applier.properties",
            "  binrelay explain-filter shop.orders --statement --default-db test --config applier.properties",
            "  binrelay explain-filter shop --set replicate-wild-ignore-table=shop.%%"
        })
final class ExplainFilterVerb implements Callable<Integer> {
    private static final KeyCatalogue KEYS = KeyCatalogue.of("this verb", FilterKeys.ofCapture())
            .with(FilterKeys.ofApplier())
            .beside(CommonKeys.all())
            .beside(CaptureKeys.all())
            .beside(ApplierKeys.all());

    private static final TriggerTables NO_TRIGGERS = trigger -> Optional.empty();

    @Parameters(paramLabel = "DB[.TABLE]", description = "The table, or the database, as the source names it.")
    private @Nullable String named;

    @Option(names = "--statement", description = "Tells about statements only.")
    private boolean statementOnly;

    @Option(
            names = "--default-db",
            paramLabel = "DB",
            description =
                    "The default database of the statement; that of the table when not given. Where it is the table's"
                            + " own, the statement is taken to name the table without it.")
    private @Nullable String defaultDatabase;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            description =
                    "Family of the servers, mysql or mariadb: MariaDB compares tables with rules without regard to"
                            + " case, and asks all rules about CREATE DATABASE. Default: mysql.")
    private Family family = Family.MYSQL;

    @Option(
            names = "--lower-case-table-names",
            description = "Compares names as servers do whose lower_case_table_names is 1 or 2.")
    private boolean lowerCaseTableNames;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String name = requireNonNull(named, "picocli requires it");
        int dot = name.indexOf('.');
        String database = dot < 0 ? name : name.substring(0, dot);
        if (database.isEmpty() || dot == name.length() - 1) {
            throw new ParameterException(spec.commandLine(), "'" + name + "' is neither DB.TABLE nor DB");
        }
        Configuration configuration = Configuration.load(KEYS, options.sources(List.of()));
        PrintWriter out = spec.commandLine().getOut();
        TableName table = dot < 0 ? null : new TableName(database, name.substring(dot + 1));
        explain(out, "capture", FilterRules.ofCapture(configuration), database, table);
        explain(out, "applier", FilterRules.ofApplier(configuration), database, table);
        out.flush();
        return 0;
    }

    private void explain(
            PrintWriter out, String service, FilterRules rules, String database, @Nullable TableName table) {
        ReplicationFilter filter = new ReplicationFilter(rules, new NameComparison(family, lowerCaseTableNames));
        out.println(service);
        if (!statementOnly) {
            out.println("  rows of " + (table == null ? "database " + database : table) + ": "
                    + (table == null ? ofDatabase(rules, database) : said(rules, filter.rows(database, table.name()))));
        }
        String current = defaultDatabase == null ? database : defaultDatabase;
        if (table != null) {
            out.println("  a statement that changes "
                    + (current.equals(database) ? table.name() : table.toString())
                    + ", default database " + current + ": " + said(rules, ofStatement(filter, current, table)));
            return;
        }
        out.println("  a statement that names no table, default database " + current + ": "
                + said(rules, filter.statement(current, new StatementTarget.NoTable(), NO_TRIGGERS)));
        out.println("  CREATE, ALTER, DROP DATABASE " + database + ": "
                + said(rules, filter.statement(database, new StatementTarget.Database(database), NO_TRIGGERS)));
    }

    /** Its names without a database are of the default database as the replica calls it. */
    private static FilterDecision ofStatement(ReplicationFilter filter, String current, TableName table) {
        TableName target =
                current.equals(table.database()) ? new TableName(filter.rewritten(current), table.name()) : table;
        return filter.statement(current, new StatementTarget.Tables(target), NO_TRIGGERS);
    }

    private String ofDatabase(FilterRules rules, String database) {
        FilterRules databases = rules.ofDatabases();
        FilterDecision decision =
                new ReplicationFilter(databases, new NameComparison(family, lowerCaseTableNames)).rows(database, "");
        return decision.executes() && rules.hasTableRules()
                ? "as the rules for tables say of each; name a table"
                : said(rules, decision);
    }

    private static String said(FilterRules rules, FilterDecision decision) {
        boolean log = rules.place() == FilterRules.Place.LOG;
        String outcome = decision.executes() ? (log ? "logged" : "replicated") : (log ? "not logged" : "ignored");
        return outcome + " (" + decision.rule() + ")";
    }
}
