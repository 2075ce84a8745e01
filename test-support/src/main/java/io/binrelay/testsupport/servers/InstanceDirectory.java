package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one server instance.
 *
 * @param root holds all the rest
 * @param temporary whether it goes away with the server
 */
record InstanceDirectory(Path root, boolean temporary) {
    /** sun_path of a Unix socket address holds 108 bytes (unix(7)); what the server appends must fit too. */
    private static final int MAX_SOCKET_PATH = 100;

    /** A directory of the caller's choice, or a new temporary one. */
    static InstanceDirectory open(@Nullable Path chosen, String name) {
        try {
            Path root = chosen == null
                    ? Files.createTempDirectory("binrelay-" + name + "-")
                    : Files.createDirectories(chosen.toAbsolutePath());
            Files.createDirectories(root.resolve("tmp"));
            return new InstanceDirectory(root, chosen == null);
        } catch (IOException e) {
            throw new ServerException("Could not make the directory of server " + name + ": " + e, e);
        }
    }

    Path data() {
        return root.resolve("data");
    }

    Path temporaryFiles() {
        return root.resolve("tmp");
    }

    Path errorLog() {
        return root.resolve("error.log");
    }

    /** What the process prints before it has opened its error log. */
    Path output() {
        return root.resolve("output.log");
    }

    Path socket(int port) {
        Path inside = root.resolve("server.sock");
        if (inside.toString().length() <= MAX_SOCKET_PATH) {
            return inside;
        }
        return Path.of("/tmp", "binrelay-" + port + ".sock");
    }

    void deleteIfTemporary() {
        if (!temporary) {
            return;
        }
        try {
            DirectoryTree.delete(root);
        } catch (IOException e) {
            throw new ServerException("Could not delete " + root + ": " + e, e);
        }
    }
}
