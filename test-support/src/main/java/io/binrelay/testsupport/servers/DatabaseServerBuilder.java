package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up a {@link DatabaseServer}. Every setting has a default that suits a test. Not thread-safe. */
public final class DatabaseServerBuilder {
    private static final Logger log = LoggerFactory.getLogger(DatabaseServer.class);
    private static final long MAX_SERVER_ID = 0xFFFF_FFFFL;

    private final Engine engine;
    private String name;
    private @Nullable Path directory;
    private int port;
    private long serverId;
    private String rootPassword = "binrelay-root";
    private DatabaseServerSettings settings = DatabaseServerSettings.defaults();
    private Consumer<String> notices = log::info;

    DatabaseServerBuilder(Engine engine) {
        this.engine = requireNonNull(engine, "engine is null");
        this.name = engine.product().toLowerCase(Locale.ROOT);
    }

    /** Short name for messages, such as {@code source} or {@code replica-1}; default the product's name. */
    public DatabaseServerBuilder name(String value) {
        name = requireNonNull(value, "value is null");
        return this;
    }

    /**
     * Directory of the instance (data, logs, socket), made if it does not exist and kept at
     * {@link DatabaseServer#close()}; data found there is used. Default: a new temporary directory, deleted at close.
     */
    public DatabaseServerBuilder directory(Path value) {
        directory = requireNonNull(value, "value is null");
        return this;
    }

    /** TCP port on 127.0.0.1, 1 to 65535; default a free one. */
    public DatabaseServerBuilder port(int value) {
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException("port " + value + " is not between 1 and 65535");
        }
        port = value;
        return this;
    }

    /** server_id, 1 to 4294967295; default the port number, which is unique on this machine. */
    public DatabaseServerBuilder serverId(long value) {
        if (value < 1 || value > MAX_SERVER_ID) {
            throw new IllegalArgumentException("server id " + value + " is not between 1 and " + MAX_SERVER_ID);
        }
        serverId = value;
        return this;
    }

    /** Password of {@code root}; used when the data directory is first made. Default {@code binrelay-root}. */
    public DatabaseServerBuilder rootPassword(String value) {
        if (value.isEmpty() || value.contains("'") || value.contains("\\") || value.contains("\n")) {
            throw new IllegalArgumentException("the root password is empty or holds a quote, backslash or line break");
        }
        rootPassword = value;
        return this;
    }

    /** Whether it writes a binary log (ROW, row image FULL). Default true. */
    public DatabaseServerBuilder binlog(boolean value) {
        settings = settings.withBinlog(value);
        return this;
    }

    /**
     * MySQL: gtid_mode=ON with enforce_gtid_consistency=ON. Default false, the server's own default. MariaDB has GTIDs
     * always; there the setting means nothing.
     */
    public DatabaseServerBuilder gtidMode(boolean value) {
        settings = settings.withGtidMode(value);
        return this;
    }

    /**
     * True (default): innodb_flush_log_at_trx_commit=1 and sync_binlog=1, so that a commit survives a crash of the
     * machine. False: 2 and 0; a commit still survives SIGKILL of the server, since the kernel holds what was written,
     * and is several times as fast.
     */
    public DatabaseServerBuilder durable(boolean value) {
        settings = settings.withDurable(value);
        return this;
    }

    /** Whether performance_schema is on; costs 100 to 200 MB. Default false. */
    public DatabaseServerBuilder performanceSchema(boolean value) {
        settings = settings.withPerformanceSchema(value);
        return this;
    }

    /** innodb_buffer_pool_size in MiB, at least 5. Default 64. */
    public DatabaseServerBuilder bufferPoolMegabytes(int value) {
        if (value < 5) {
            throw new IllegalArgumentException("a buffer pool of " + value + " MiB is below the server's minimum of 5");
        }
        settings = settings.withBufferPoolMegabytes(value);
        return this;
    }

    /** max_allowed_packet in bytes, 1024 to 1 GiB. Default 64 MiB. */
    public DatabaseServerBuilder maxAllowedPacketBytes(long value) {
        if (value < 1_024 || value > 1L << 30) {
            throw new IllegalArgumentException("max_allowed_packet " + value + " is not between 1024 and 1 GiB");
        }
        settings = settings.withMaxAllowedPacketBytes(value);
        return this;
    }

    /**
     * A further server option, such as {@code --binlog-row-metadata=FULL}; wins over the defaults. May be called often.
     */
    public DatabaseServerBuilder option(String value) {
        if (!value.startsWith("--")) {
            throw new IllegalArgumentException("server option '" + value + "' does not start with --");
        }
        settings = settings.withExtraOption(value);
        return this;
    }

    /**
     * Told, a sentence at a time, of what takes long or touches the machine: unpacking, initialising, fetching a
     * missing library. Default: the log, at level INFO.
     */
    public DatabaseServerBuilder notices(Consumer<String> value) {
        notices = requireNonNull(value, "value is null");
        return this;
    }

    /**
     * The server, not yet started; binaries and data directory are made ready.
     *
     * @throws ServerException when that fails
     */
    public DatabaseServer build() {
        ServerCache cache = ServerCache.ofUser();
        ServerInstallation installation = ServerInstallation.of(engine, cache, notices);
        InstanceDirectory instance = InstanceDirectory.open(directory, name);
        new DataDirectoryTemplate(installation, cache, notices)
                .copyTo(instance.data(), rootPassword, settings.extraOptions());
        @Nullable LocalPort reserved = port == 0 ? LocalPort.reserve() : null;
        int number = reserved == null ? port : reserved.number();
        ServerEndpoint endpoint =
                new ServerEndpoint(name, number, serverId == 0 ? number : serverId, rootPassword, reserved);
        return new DatabaseServer(installation, instance, endpoint, settings);
    }

    /**
     * {@link #build()} and {@link DatabaseServer#start()}.
     *
     * @throws ServerException when it does not come up; nothing is left behind then
     */
    public DatabaseServer start() {
        DatabaseServer server = build();
        try {
            server.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
