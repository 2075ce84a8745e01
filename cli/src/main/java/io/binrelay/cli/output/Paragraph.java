package io.binrelay.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines. */
public final class Paragraph {
    private Paragraph() {}

    /**
     * Breaks at blanks; a word longer than a line gets one of its own.
     *
     * @param width most characters per line
     * @return at least one line
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return List.copyOf(lines);
    }
}
