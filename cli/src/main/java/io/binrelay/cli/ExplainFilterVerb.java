package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.filter.FilterExplanation;
import io.binrelay.cli.filter.FilterQuestion;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.schemas.model.Family;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String name = requireNonNull(named, "picocli requires it");
        FilterQuestion question = Usage.checked(
                spec,
                () -> FilterQuestion.of(
                        name, statementOnly, defaultDatabase, new NameComparison(family, lowerCaseTableNames)));
        FilterExplanation explanation =
                FilterExplanation.of(Configuration.load(FilterExplanation.KEYS, options.sources(List.of())), question);
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = json ? List.of(explanation.json()) : explanation.lines();
        lines.forEach(out::println);
        out.flush();
        return 0;
    }
}
