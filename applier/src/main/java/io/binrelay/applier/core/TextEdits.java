package io.binrelay.applier.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Parts of a text to be replaced; offsets are those of the text before. Not thread-safe. */
public final class TextEdits {
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int from, int to, byte[] bytes) {}

    void replace(int from, int to, byte[] bytes) {
        edits.add(new Edit(from, to, bytes));
    }

    /** The same with {@code ascii} for the new part. */
    public void replace(int from, int to, String ascii) {
        replace(from, to, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    void insert(int at, byte[] bytes) {
        replace(at, at, bytes);
    }

    /** The text itself if there is nothing to replace; what begins inside a part replaced is gone with it. */
    public byte[] applyTo(byte[] text) {
        if (edits.isEmpty()) {
            return text;
        }
        String before = new String(text, StandardCharsets.ISO_8859_1);
        StringBuilder after = new StringBuilder(text.length + 64);
        int at = 0;
        for (Edit edit :
                edits.stream().sorted(Comparator.comparingInt(Edit::from)).toList()) {
            if (edit.from() >= at) {
                after.append(before, at, edit.from());
                after.append(new String(edit.bytes(), StandardCharsets.ISO_8859_1));
                at = edit.to();
            }
        }
        return after.append(before, at, before.length()).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
