package io.binrelay.exactness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The SQL files beside this class. */
final class CaseLibrary {
    private CaseLibrary() {}

    /** All cases; those of {@code -Dexactness.case=TEXT} when it is set: their names hold the text. */
    static List<ExactnessCase> all() {
        String wanted = System.getProperty("exactness.case", "");
        URL place = Objects.requireNonNull(CaseLibrary.class.getResource("types.sql"), "there is no types.sql");
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(Path.of(place.toURI()).getParent()))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .flatMap(file -> CaseFile.read(file).stream())
                    .filter(found -> found.name().contains(wanted))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
