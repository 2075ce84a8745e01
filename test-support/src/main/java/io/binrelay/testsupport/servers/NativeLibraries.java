package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out which shared libraries a program misses on this machine and gets them: from the distribution's package,
 * unpacked beside the binaries (no privilege needed, the system stays as it is); where that fails and we are root, by
 * installing the package. MySQL 8.0.15 needs libaio.so.1 and libnuma.so.1, MariaDB libsystemd.so.0 and libcrypt.so.1; a
 * fresh Debian or Ubuntu lacks libaio at least.
 */
final class NativeLibraries {
    /** {@code libaio.so.1 => not found}, as ldd prints it. */
    private static final Pattern NOT_FOUND = Pattern.compile("^\\s*(\\S+) => not found", Pattern.MULTILINE);
    /** {@code ... version `GLIBC_2.28' not found (required by ...)}: no library to fetch, the system is too old. */
    private static final Pattern OLD_SYSTEM = Pattern.compile("version `(\\S+)' not found");
    /** A library may need further ones, which show only when it is there. */
    private static final int MAX_ROUNDS = 5;

    private final ServerCache cache;
    private final DebianPackages packages;

    NativeLibraries(ServerCache cache, DebianPackages packages) {
        this.cache = requireNonNull(cache, "cache is null");
        this.packages = requireNonNull(packages, "packages is null");
    }

    NativeLibraries(ServerCache cache, Consumer<String> notices) {
        this(cache, new DebianPackages(notices));
    }

    /**
     * The environment in which the program finds all its libraries; empty when the system has them all.
     *
     * @param product name of the product, for messages
     * @throws ServerException when one cannot be had; the message says what to do
     */
    Map<String, String> environmentFor(String product, Path program) {
        Set<Path> directories = new LinkedHashSet<>();
        Set<String> missing = missingLibraries(product, program, directories);
        for (int round = 0; round < MAX_ROUNDS && !missing.isEmpty(); round++) {
            for (String library : missing) {
                fetch(product, library).ifPresent(directories::add);
            }
            missing = missingLibraries(product, program, directories);
        }
        if (!missing.isEmpty()) {
            throw new ServerException(
                    product + " does not find the shared libraries " + missing + ", although they were"
                            + " fetched into " + directories + ". Install them with the system's package manager");
        }
        return environment(directories);
    }

    /** Directory that holds the library; empty when it is now installed in the system. */
    private Optional<Path> fetch(String product, String library) {
        try {
            return Optional.of(cache.entry("lib-" + library, directory -> packages.unpack(library, directory)));
        } catch (ServerException notUnpacked) {
            if (packages.install(library)) {
                return Optional.empty();
            }
            throw new ServerException(
                    product + " needs the shared library " + library
                            + ", which this machine lacks, and it could not be had: " + notUnpacked.getMessage()
                            + "\nInstall it and start again: " + packages.remedy(library),
                    notUnpacked);
        }
    }

    private static Map<String, String> environment(Set<Path> directories) {
        if (directories.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "LD_LIBRARY_PATH", directories.stream().map(Path::toString).collect(Collectors.joining(":")));
    }

    private static Set<String> missingLibraries(String product, Path program, Set<Path> directories) {
        CommandRun ldd = CommandRun.tryRun(List.of("ldd", program.toString()), Path.of("/"), environment(directories));
        Matcher old = OLD_SYSTEM.matcher(ldd.output());
        if (old.find()) {
            throw new ServerException(product + " needs a newer system: this one has no " + old.group(1)
                    + ". Debian 11, Ubuntu 20.04 or newer will do");
        }
        // Without ldd (package libc-bin) nothing is found missing here; the server's own log then names the library.
        Set<String> missing = new TreeSet<>();
        Matcher line = NOT_FOUND.matcher(ldd.output());
        while (line.find()) {
            missing.add(line.group(1));
        }
        return missing;
    }
}
