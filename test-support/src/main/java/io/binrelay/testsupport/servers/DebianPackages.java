package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Gets shared libraries out of the packages of Debian or Ubuntu. */
final class DebianPackages {
    /** Packages that hold a library, newest naming first: the 64-bit time_t transition of 2024 renamed libaio1. */
    private static final Map<String, List<String>> PACKAGES = Map.ofEntries(
            Map.entry("libaio.so.1", List.of("libaio1t64", "libaio1")),
            Map.entry("libnuma.so.1", List.of("libnuma1")),
            Map.entry("libcrypt.so.1", List.of("libcrypt1")),
            Map.entry("libsystemd.so.0", List.of("libsystemd0")),
            Map.entry("libstdc++.so.6", List.of("libstdc++6")),
            Map.entry("libgcc_s.so.1", List.of("libgcc-s1")),
            Map.entry("libcap.so.2", List.of("libcap2")),
            Map.entry("libgcrypt.so.20", List.of("libgcrypt20")),
            Map.entry("libgpg-error.so.0", List.of("libgpg-error0")),
            Map.entry("liblzma.so.5", List.of("liblzma5")),
            Map.entry("libzstd.so.1", List.of("libzstd1")),
            Map.entry("liblz4.so.1", List.of("liblz4-1")),
            Map.entry("libtinfo.so.6", List.of("libtinfo6")),
            Map.entry("libncurses.so.6", List.of("libncurses6")));

    private final Consumer<String> notices;

    DebianPackages(Consumer<String> notices) {
        this.notices = requireNonNull(notices, "notices is null");
    }

    /**
     * Downloads the library's package and puts the library, under the name the program asks for, into a directory.
     * Needs no privilege.
     *
     * @throws ServerException when it could not be had
     */
    void unpack(String library, Path directory) throws IOException {
        StringBuilder failures = new StringBuilder();
        Path work = Files.createTempDirectory("binrelay-apt-");
        try {
            for (List<String> options : List.of(List.<String>of(), ownPackageLists(work))) {
                for (String name : packagesOf(library)) {
                    CommandRun download = download(options, name, work);
                    if (download.succeeded()) {
                        extract(library, name, work, directory);
                        return;
                    }
                    failures.append('\n').append(download.describe());
                }
                if (options.isEmpty()) {
                    // The system's package lists are empty (a fresh container) or stale: fetch our own.
                    failures.append(updateOwnLists(work));
                }
            }
        } finally {
            DirectoryTree.delete(work);
        }
        throw new ServerException("no package with " + library + " could be downloaded:" + failures);
    }

    /**
     * Installs the library's package, if we are root and apt-get is there.
     *
     * @return whether it is installed
     */
    boolean install(String library) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return false;
        }
        CommandRun.tryRun(List.of("apt-get", "update"));
        for (String name : packagesOf(library)) {
            CommandRun run = CommandRun.tryRun(
                    List.of("apt-get", "install", "-y", "--no-install-recommends", name),
                    Path.of("/"),
                    Map.of("DEBIAN_FRONTEND", "noninteractive"));
            if (run.succeeded()) {
                notices.accept("Installed the package " + name + ": the server needs " + library);
                return true;
            }
        }
        return false;
    }

    /** What a user may type to get the library. */
    String remedy(String library) {
        return "Debian, Ubuntu: `apt-get install " + String.join("` or `apt-get install ", packagesOf(library))
                + "`; others: the package that holds " + library;
    }

    private static List<String> packagesOf(String library) {
        List<String> known = PACKAGES.get(library);
        if (known == null) {
            throw new ServerException("the name of the package with " + library + " is not known here");
        }
        return known;
    }

    private static CommandRun download(List<String> options, String name, Path work) {
        List<String> command = new ArrayList<>(List.of("apt-get"));
        command.addAll(options);
        // Root must not have apt drop to its own user, which may not write into our directory.
        command.addAll(List.of("-o", "APT::Sandbox::User=root", "download", name));
        return CommandRun.tryRun(command, work, Map.of());
    }

    private static List<String> ownPackageLists(Path work) {
        return List.of(
                "-o",
                "Dir::State=" + work.resolve("state"),
                "-o",
                "Dir::State::lists=" + work.resolve("state/lists"),
                "-o",
                "Dir::State::status=/var/lib/dpkg/status",
                "-o",
                "Dir::Cache=" + work.resolve("cache"));
    }

    private static String updateOwnLists(Path work) throws IOException {
        Files.createDirectories(work.resolve("state/lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        List<String> command = new ArrayList<>(List.of("apt-get"));
        command.addAll(ownPackageLists(work));
        command.addAll(List.of("-o", "APT::Sandbox::User=root", "update"));
        CommandRun run = CommandRun.tryRun(command);
        return run.succeeded() ? "" : "\n" + run.describe();
    }

    private void extract(String library, String name, Path work, Path directory) throws IOException {
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        Path archive = onlyFile(work, file -> file.toString().endsWith(".deb"))
                .orElseThrow(() -> new ServerException("apt-get download " + name + " left no .deb file"));
        CommandRun.run(List.of("dpkg-deb", "-x", archive.toString(), unpacked.toString()), Map.of());
        Path found = onlyFile(unpacked, file -> isLibrary(library, file))
                .orElseThrow(() -> new ServerException("the package " + name + " does not hold " + library));
        Files.copy(found.toRealPath(), directory.resolve(library));
        notices.accept("Unpacked " + library + " from the package " + name + " beside the server's binaries");
    }

    /** The library may carry the suffix of the 64-bit time_t transition: libaio.so.1t64. */
    private static boolean isLibrary(String library, Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals(library) || name.equals(library + "t64");
    }

    private static Optional<Path> onlyFile(Path root, java.util.function.Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(wanted).findFirst();
        }
    }
}
