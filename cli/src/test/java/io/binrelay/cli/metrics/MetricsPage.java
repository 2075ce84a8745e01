package io.binrelay.cli.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of Prometheus' text format 0.0.4, read back: name and labels to value. */
public final class MetricsPage {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, Map<Map<String, String>, Double>> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new TreeMap<>();

    private MetricsPage() {}

    /**
     * Reads a page.
     *
     * @throws AssertionError a line is neither a sample nor a comment
     */
    public static MetricsPage parse(String text) {
        MetricsPage page = new MetricsPage();
        text.lines().filter(line -> !line.isBlank()).forEach(page::add);
        return page;
    }

    /** Names of metrics that have a sample, sorted. */
    public Set<String> names() {
        return new TreeSet<>(samples.keySet());
    }

    /** {@code gauge} or {@code counter}, by name. */
    public Map<String, String> types() {
        return types;
    }

    /** The names of the labels of a metric's samples. */
    public Set<String> labels(String name) {
        TreeSet<String> labels = new TreeSet<>();
        samples.getOrDefault(name, Map.of()).keySet().forEach(sample -> labels.addAll(sample.keySet()));
        return labels;
    }

    /** The value of the sample with these labels among its own. */
    public OptionalDouble value(String name, Map<String, String> labels) {
        return samples.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(sample -> sample.getKey().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Map.Entry::getValue)
                .findFirst();
    }

    private void add(String line) {
        if (line.startsWith("#")) {
            String[] words = line.split(" ", 4);
            if (words[1].equals("TYPE")) {
                types.put(words[2], words[3]);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no line of a metrics page: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        samples.computeIfAbsent(sample.group(1), name -> new LinkedHashMap<>())
                .put(labels, Double.valueOf(sample.group(3)));
    }
}
