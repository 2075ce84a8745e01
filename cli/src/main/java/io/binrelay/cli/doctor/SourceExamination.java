package io.binrelay.cli.doctor;

import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.ReaderInspector;
import io.binrelay.capture.source.SemiSyncChecks;
import io.binrelay.capture.source.SemiSyncInspector;
import io.binrelay.capture.source.SemiSyncSource;
import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceReaders;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.capture.source.SourceSurvey;
import io.binrelay.capture.source.SourceSurveyor;
import io.binrelay.capture.source.TableSurvey;
import io.binrelay.cli.endpoint.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found out about the source.
 *
 * @param survey empty when it could not be asked
 * @param tables empty when they could not be looked at
 * @param captureServerId the server id that capture reads with; empty when not known
 */
record SourceExamination(
        Optional<SourceSurvey> survey,
        Optional<TableSurvey> tables,
        OptionalLong captureServerId,
        List<Finding> findings) {
    private static final Subject SUBJECT = Subject.SOURCE;
    private static final String ACCOUNT_NEEDS = "REPLICATION SLAVE, REPLICATION CLIENT, SELECT";

    SourceExamination {
        findings = List.copyOf(findings);
    }

    static SourceExamination none() {
        return new SourceExamination(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(SUBJECT.skipped("all checks", "no source is given. Give " + Endpoints.wantedOfSource())));
    }

    /**
     * Asks it.
     *
     * @param namesServerId whether the settings' server id is capture's own
     * @param captureLagSeconds how long ago capture had everything; empty when not known
     * @param brokerTimeout how long capture waits for a broker before it tries another one; zero when not known
     */
    static SourceExamination of(
            SourceSettings settings, boolean namesServerId, OptionalLong captureLagSeconds, Duration brokerTimeout) {
        List<Finding> findings = new ArrayList<>();
        Finding reach = new ReachCheck(SUBJECT, "source", settings.host(), settings.port()).run();
        findings.add(reach);
        if (reach.outcome() == Outcome.FAIL) {
            return withoutAnswer(findings);
        }
        SourceSurveyor surveyor = new SourceSurveyor(settings);
        SourceSurvey survey;
        try {
            survey = surveyor.survey();
        } catch (SourceException e) {
            findings.add(LoginCheck.denied(SUBJECT, "source", e, ACCOUNT_NEEDS, ""));
            return withoutAnswer(findings);
        }
        SourceFindings checks = new SourceFindings(survey, settings);
        findings.addAll(checks.ofSettings(namesServerId));
        checks.expiry(captureLagSeconds).ifPresent(findings::add);
        if (namesServerId) {
            findings.add(readers(settings, survey));
        }
        if (settings.options().semiSynchronous()) {
            findings.addAll(semiSync(settings, survey, brokerTimeout));
        }
        return new SourceExamination(
                Optional.of(survey),
                tables(surveyor, survey, checks, findings),
                namesServerId ? OptionalLong.of(settings.serverId()) : OptionalLong.empty(),
                findings);
    }

    private static Finding readers(SourceSettings settings, SourceSurvey survey) {
        try {
            SourceReaders readers =
                    new ReaderInspector(settings).inspect(survey.inspection().account());
            return SourceFindings.readers(readers, settings.serverId());
        } catch (SourceException e) {
            return SUBJECT.skipped("readers", String.valueOf(e.getMessage()));
        }
    }

    private static List<Finding> semiSync(SourceSettings settings, SourceSurvey survey, Duration brokerTimeout) {
        try (SemiSyncInspector inspector = new SemiSyncInspector(settings)) {
            Optional<SemiSyncSource> seen = inspector.inspect();
            boolean connected = seen.map(SemiSyncSource::clients).orElse(0L) > 0;
            List<Problem> problems = new SemiSyncChecks(
                            settings.address(), survey.inspection().server(), seen)
                    .ofSource(connected, brokerTimeout);
            return problems.isEmpty()
                    ? List.of(SUBJECT.ok(
                            "semi-sync",
                            "COMMIT waits for " + seen.orElseThrow().waitPoint() + " acknowledgements, "
                                    + seen.orElseThrow().timeout().toMillis() + " ms at most"))
                    : problems.stream()
                            .map(problem -> SUBJECT.warning("semi-sync", problem.message(), problem.remedy()))
                            .toList();
        } catch (SourceException e) {
            return List.of(SUBJECT.skipped("semi-sync", String.valueOf(e.getMessage())));
        }
    }

    private static Optional<TableSurvey> tables(
            SourceSurveyor surveyor, SourceSurvey survey, SourceFindings checks, List<Finding> findings) {
        if (!survey.inspection().account().hasAnyOf("SELECT")) {
            findings.add(SUBJECT.skipped(
                    "tables",
                    "the account may not see them. Run on the source: GRANT SELECT ON *.* TO "
                            + survey.inspection().account().name()));
            return Optional.empty();
        }
        try {
            TableSurvey tables = surveyor.tables();
            findings.addAll(SourceFindings.ofTables(tables, checks.version()));
            return Optional.of(tables);
        } catch (SourceException e) {
            findings.add(SUBJECT.skipped("tables", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static SourceExamination withoutAnswer(List<Finding> findings) {
        findings.add(SUBJECT.skipped("other checks", "the source cannot be asked, see the line before"));
        return new SourceExamination(Optional.empty(), Optional.empty(), OptionalLong.empty(), findings);
    }
}
