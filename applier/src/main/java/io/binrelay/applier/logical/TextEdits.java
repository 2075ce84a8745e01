package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a statement's bytes, all by offsets of the text as it was. Not thread-safe. */
final class TextEdits {
    private record Edit(int start, int end, String replacement) {}

    private final byte[] text;
    private final List<Edit> edits = new ArrayList<>();

    TextEdits(byte[] text) {
        this.text = requireNonNull(text, "text is null");
    }

    /** @param replacement ASCII */
    void replace(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    /** The text with all replacements made; what lies inside another one is gone with it. */
    byte[] applied() {
        if (edits.isEmpty()) {
            return text;
        }
        edits.sort(Comparator.comparingInt(Edit::start));
        String before = new String(text, StandardCharsets.ISO_8859_1);
        StringBuilder after = new StringBuilder(text.length + 64);
        int at = 0;
        for (Edit edit : edits) {
            if (edit.start() >= at) {
                after.append(before, at, edit.start()).append(edit.replacement());
                at = edit.end();
            }
        }
        return after.append(before, at, before.length()).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
