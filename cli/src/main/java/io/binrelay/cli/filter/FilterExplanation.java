package io.binrelay.cli.filter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.output.JsonText;
import io.binrelay.relay.config.ApplierKeys;
import io.binrelay.relay.config.CaptureKeys;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.FilterKeys;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.filter.FilterDecision;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.filter.StatementTarget;
import io.binrelay.relay.filter.TableName;
import io.binrelay.relay.filter.TriggerTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which rule of the filters of a configuration decides about a table or a database. Immutable. */
public final class FilterExplanation {
    /** What is read of a configuration; keys of services may stand beside. */
    public static final KeyCatalogue KEYS = KeyCatalogue.of("this verb", FilterKeys.ofCapture())
            .with(FilterKeys.ofApplier())
            .beside(CommonKeys.all())
            .beside(CaptureKeys.all())
            .beside(ApplierKeys.all());

    private static final TriggerTables NO_TRIGGERS = trigger -> Optional.empty();
    private static final String UNDECIDED = "as the rules for tables say of each; name a table";

    private final FilterQuestion question;
    private final List<Service> services;

    /** What the rules of a service say. */
    private record Service(String name, List<Decision> decisions) {}

    /**
     * What becomes of a kind of change.
     *
     * @param rule which rule decides, or why none does; empty where it takes a table to tell
     */
    private record Decision(String change, String outcome, Optional<String> rule) {}

    private FilterExplanation(FilterQuestion question, List<Service> services) {
        this.question = requireNonNull(question, "question is null");
        this.services = services;
    }

    /**
     * By the rules of both services, as far as the configuration has them.
     *
     * @param configuration with {@link #KEYS}
     */
    public static FilterExplanation of(Configuration configuration, FilterQuestion question) {
        return new FilterExplanation(
                question, List.of(ofCapture(configuration, question), ofApplier(configuration, question)));
    }

    /** By those of capture only; see {@link #of}. */
    public static FilterExplanation byCapture(Configuration configuration, FilterQuestion question) {
        return new FilterExplanation(question, List.of(ofCapture(configuration, question)));
    }

    /** By those of an applier only; see {@link #of}. */
    public static FilterExplanation byApplier(Configuration configuration, FilterQuestion question) {
        return new FilterExplanation(question, List.of(ofApplier(configuration, question)));
    }

    /** For each service a line, and below it one for each kind of change. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Service service : services) {
            lines.add(service.name());
            service.decisions()
                    .forEach(decision -> lines.add("  " + decision.change() + ": " + decision.outcome()
                            + decision.rule().map(rule -> " (" + rule + ")").orElse("")));
        }
        return lines;
    }

    /**
     * One object: {@code named}, and for each service an array of {@code change}, {@code outcome} and {@code rule},
     * which is null where it takes a table to tell.
     */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("named", question.named());
        for (Service service : services) {
            ArrayNode array = root.putArray(service.name());
            service.decisions()
                    .forEach(decision -> array.addObject()
                            .put("change", decision.change())
                            .put("outcome", decision.outcome())
                            .put("rule", decision.rule().orElse(null)));
        }
        return JsonText.of(root);
    }

    private static Service ofCapture(Configuration configuration, FilterQuestion question) {
        return new Service("capture", decisions(question, FilterRules.ofCapture(configuration)));
    }

    private static Service ofApplier(Configuration configuration, FilterQuestion question) {
        return new Service("applier", decisions(question, FilterRules.ofApplier(configuration)));
    }

    private static List<Decision> decisions(FilterQuestion question, FilterRules rules) {
        ReplicationFilter filter = new ReplicationFilter(rules, question.names());
        String database = question.database();
        String current = question.current();
        List<Decision> decisions = new ArrayList<>();
        if (question.table().isPresent()) {
            TableName table = question.table().get();
            if (!question.statementOnly()) {
                decisions.add(said(rules, "rows of " + table, filter.rows(database, table.name())));
            }
            String name = current.equals(database) ? table.name() : table.toString();
            decisions.add(said(
                    rules,
                    "a statement that changes " + name + ", default database " + current,
                    ofStatement(filter, current, table)));
            return decisions;
        }
        if (!question.statementOnly()) {
            decisions.add(ofDatabase(question, rules));
        }
        decisions.add(said(
                rules,
                "a statement that names no table, default database " + current,
                filter.statement(current, new StatementTarget.NoTable(), NO_TRIGGERS)));
        decisions.add(said(
                rules,
                "CREATE, ALTER, DROP DATABASE " + database,
                filter.statement(database, new StatementTarget.Database(database), NO_TRIGGERS)));
        return decisions;
    }

    /** Its names without a database are of the default database as the replica calls it. */
    private static FilterDecision ofStatement(ReplicationFilter filter, String current, TableName table) {
        TableName target =
                current.equals(table.database()) ? new TableName(filter.rewritten(current), table.name()) : table;
        return filter.statement(current, new StatementTarget.Tables(target), NO_TRIGGERS);
    }

    private static Decision ofDatabase(FilterQuestion question, FilterRules rules) {
        String change = "rows of database " + question.database();
        FilterDecision decision =
                new ReplicationFilter(rules.ofDatabases(), question.names()).rows(question.database(), "");
        return decision.executes() && rules.hasTableRules()
                ? new Decision(change, UNDECIDED, Optional.empty())
                : said(rules, change, decision);
    }

    private static Decision said(FilterRules rules, String change, FilterDecision decision) {
        boolean log = rules.place() == FilterRules.Place.LOG;
        String outcome = decision.executes() ? (log ? "logged" : "replicated") : (log ? "not logged" : "ignored");
        return new Decision(change, outcome, Optional.of(decision.rule()));
    }
}
