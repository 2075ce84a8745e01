package io.binrelay.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The pages that tests compare with what there is. */
final class Documentation {
    private Documentation() {}

    /** @param name from the root of the tree: {@code docs/COMMANDS.md} */
    static Path page(String name) {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            Path page = directory.resolve(name);
            if (Files.exists(page)) {
                return page;
            }
        }
        throw new IllegalStateException("no directory above has " + name);
    }
}
