package io.binrelay.testsupport.servers;

import java.util.ArrayList;
import java.util.List;

/** The command line of mysqld and mariadbd. */
final class ServerCommandLine {
    private ServerCommandLine() {}

    static List<String> of(
            ServerInstallation installation,
            InstanceDirectory instance,
            ServerEndpoint endpoint,
            DatabaseServerSettings settings) {
        List<String> line = new ArrayList<>();
        line.add(installation.program().toString());
        line.add("--no-defaults");
        if ("root".equals(System.getProperty("user.name"))) {
            // mysqld refuses to run as root unless told so.
            line.add("--user=root");
        }
        addPlaces(line, installation, instance, endpoint);
        addSizes(line, settings);
        addLogging(line, installation.engine(), settings);
        line.addAll(settings.extraOptions());
        return List.copyOf(line);
    }

    private static void addPlaces(
            List<String> line, ServerInstallation installation, InstanceDirectory instance, ServerEndpoint endpoint) {
        line.add("--basedir=" + installation.base());
        line.add("--lc-messages-dir=" + installation.base().resolve("share"));
        line.add("--character-sets-dir=" + installation.base().resolve("share").resolve("charsets"));
        line.add("--datadir=" + instance.data());
        line.add("--tmpdir=" + instance.temporaryFiles());
        line.add("--log-error=" + instance.errorLog());
        line.add("--pid-file=" + instance.root().resolve("server.pid"));
        line.add("--socket=" + instance.socket(endpoint.port()));
        line.add("--secure-file-priv=");
        line.add("--bind-address=127.0.0.1");
        line.add("--port=" + endpoint.port());
        line.add("--server-id=" + endpoint.serverId());
        line.add("--skip-name-resolve");
        if (installation.engine() == Engine.MYSQL) {
            line.add("--mysqlx=OFF");
            return;
        }
        // At every start MariaDB 11.4 makes a certificate with an RSA key of 4096 bits, which takes up to 20 s of CPU.
        line.add("--skip-ssl");
    }

    private static void addSizes(List<String> line, DatabaseServerSettings settings) {
        line.add("--innodb-buffer-pool-size=" + settings.bufferPoolMegabytes() + "M");
        line.add("--innodb-log-file-size=32M");
        line.add("--max-allowed-packet=" + settings.maxAllowedPacketBytes());
        line.add("--max-connections=200");
        line.add("--table-open-cache=400");
        line.add("--performance-schema=" + (settings.performanceSchema() ? "ON" : "OFF"));
    }

    private static void addLogging(List<String> line, Engine engine, DatabaseServerSettings settings) {
        line.add("--innodb-flush-log-at-trx-commit=" + (settings.durable() ? 1 : 2));
        line.add("--sync-binlog=" + (settings.durable() ? 1 : 0));
        if (!settings.binlog()) {
            line.add("--skip-log-bin");
            return;
        }
        line.add("--log-bin=binlog");
        line.add("--binlog-format=ROW");
        line.add("--binlog-row-image=FULL");
        if (settings.gtidMode() && engine == Engine.MYSQL) {
            line.add("--gtid-mode=ON");
            line.add("--enforce-gtid-consistency=ON");
        }
    }
}
