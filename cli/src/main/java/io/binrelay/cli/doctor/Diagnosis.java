package io.binrelay.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All findings, as people and programs read them, and the exit code they make. */
public record Diagnosis(List<Finding> findings) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** One line for each finding, and one that counts them. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        findings.forEach(finding -> lines.add(finding.line()));
        lines.add(String.format(
                Locale.ROOT,
                "%d ok, %d warnings, %d FAIL, %d skipped",
                count(Outcome.OK),
                count(Outcome.WARNING),
                count(Outcome.FAIL),
                count(Outcome.SKIPPED)));
        return lines;
    }

    /**
     * One object: {@code exit_code}, and {@code findings}, each with {@code area}, {@code subject}, {@code check},
     * {@code outcome} (ok, warning, fail, skipped), {@code found} and {@code remedy} (null where there is none).
     */
    public String json() {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("exit_code", exitCode());
        ArrayNode array = root.putArray("findings");
        for (Finding finding : findings) {
            array.addObject()
                    .put("area", finding.area().name().toLowerCase(Locale.ROOT))
                    .put("subject", finding.subject())
                    .put("check", finding.check())
                    .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                    .put("found", finding.found())
                    .put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Findings cannot be written as JSON", e);
        }
    }

    /** 0 when nothing fails, else that of the first area in which something does. */
    public int exitCode() {
        for (Area area : Area.values()) {
            Optional<Finding> failed = findings.stream()
                    .filter(finding -> finding.outcome() == Outcome.FAIL && finding.area() == area)
                    .findFirst();
            if (failed.isPresent()) {
                return area.code().exitCode();
            }
        }
        return 0;
    }

    private long count(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }
}
