package io.binrelay.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were measured on. */
public final class Machine {
    private Machine() {}

    /**
     * One line: cores, model, memory, kernel, Java, and how busy the machine was before. What /proc does not tell is
     * left out.
     */
    public static String describe() {
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        return cores + field("/proc/cpuinfo", "model name", " of ") + memory() + ", Linux "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version") + load();
    }

    private static String memory() {
        String kilobytes = field("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
        return kilobytes.isEmpty()
                ? ""
                : String.format(Locale.ROOT, ", %.0f GiB", Long.parseLong(kilobytes) / 1_048_576.0);
    }

    private static String load() {
        try {
            String[] averages = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return "; load before: " + averages[0] + " over 1 min, " + averages[1] + " over 5 min";
        } catch (IOException e) {
            return "; load before: not known (" + e.getMessage() + ")";
        }
    }

    private static String field(String file, String name, String prefix) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> prefix + line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return ""; // another system than Linux, or a jail: the line is shorter
        }
    }
}
