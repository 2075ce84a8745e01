package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Fresh data directories. To initialise one takes seconds, to copy it a fraction of a second, so each kind is
 * initialised once per machine.
 */
final class DataDirectoryTemplate {
    /** Options that can be given only when the data directory is made (MySQL manual 15.14 and 5.1.8). */
    private static final List<String> INITIAL_OPTIONS = List.of(
            "--lower-case-table-names", "--innodb-page-size", "--innodb-data-file-path", "--innodb-undo-tablespaces");

    private final ServerInstallation installation;
    private final ServerCache cache;
    private final Consumer<String> notices;

    DataDirectoryTemplate(ServerInstallation installation, ServerCache cache, Consumer<String> notices) {
        this.installation = requireNonNull(installation, "installation is null");
        this.cache = requireNonNull(cache, "cache is null");
        this.notices = requireNonNull(notices, "notices is null");
    }

    /** Makes a data directory, unless it exists, with {@code root} reachable over TCP and no other account. */
    void copyTo(Path data, String rootPassword, List<String> serverOptions) {
        if (Files.exists(data)) {
            return;
        }
        List<String> initialOptions = serverOptions.stream()
                .filter(option -> INITIAL_OPTIONS.stream().anyMatch(option.replace('_', '-')::startsWith))
                .toList();
        Path template = cache.entry(templateName(rootPassword, initialOptions), directory -> {
            notices.accept(
                    "Initialising a data directory of " + installation.engine().product() + " (once per machine)");
            initialise(directory, rootPassword, initialOptions);
        });
        try {
            DirectoryTree.copy(template.resolve("data"), data);
            // Holds server_uuid, which must be unique (trap 63); the server makes a new one.
            Files.deleteIfExists(data.resolve("auto.cnf"));
        } catch (IOException e) {
            throw new ServerException("Could not make the data directory " + data + ": " + e, e);
        }
    }

    private String templateName(String rootPassword, List<String> initialOptions) {
        CRC32 checksum = new CRC32();
        checksum.update((accounts(rootPassword) + initialOptions).getBytes(StandardCharsets.UTF_8));
        return ServerInstallation.name(installation.engine()) + "-data-" + Long.toHexString(checksum.getValue());
    }

    private void initialise(Path directory, String rootPassword, List<String> initialOptions) throws IOException {
        Path accounts = Files.writeString(directory.resolve("accounts.sql"), accounts(rootPassword));
        List<String> command =
                installation.engine() == Engine.MYSQL ? mysqlInitialise(accounts) : mariadbInstall(accounts);
        command.add("--datadir=" + directory.resolve("data"));
        command.addAll(initialOptions);
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        CommandRun.run(command, installation.environment());
        Files.delete(accounts);
    }

    /** One statement per line, as --init-file asks for. FLUSH PRIVILEGES makes account statements work in bootstrap. */
    private String accounts(String rootPassword) {
        // MariaDB makes root@127.0.0.1 and others without a password, which would go before root@'%'.
        String onlyLocalRoot = installation.engine() == Engine.MARIADB
                ? "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys' AND NOT (User = 'root' AND Host = 'localhost');"
                : "";
        return String.join(
                "\n",
                onlyLocalRoot,
                "FLUSH PRIVILEGES;",
                "ALTER USER root@localhost IDENTIFIED BY '" + rootPassword + "';",
                "CREATE USER root@'%' IDENTIFIED BY '" + rootPassword + "';",
                "GRANT ALL PRIVILEGES ON *.* TO root@'%' WITH GRANT OPTION;",
                "");
    }

    private List<String> mysqlInitialise(Path accounts) {
        return new ArrayList<>(List.of(
                installation.program().toString(),
                "--no-defaults",
                "--initialize-insecure",
                "--basedir=" + installation.base(),
                "--lc-messages-dir=" + installation.base().resolve("share"),
                "--disable-log-bin",
                "--innodb-log-file-size=4M",
                "--init-file=" + accounts));
    }

    private List<String> mariadbInstall(Path accounts) {
        return new ArrayList<>(List.of(
                installation.base().resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + installation.base(),
                "--skip-test-db",
                "--skip-name-resolve",
                "--auth-root-authentication-method=normal",
                "--innodb-log-file-size=4M",
                "--extra-file=" + accounts));
    }
}
