package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.protocol.command.Command;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogGtidCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The binlog client with our own start of the dump: it connects, logs in and encrypts as it always does, then asks for
 * exactly the {@link StartPosition}. Its own keeping of positions and GTIDs, its reconnects and its parsing of events
 * are not used.
 */
final class BinlogClient extends BinaryLogClient {
    /** The largest offset that COM_BINLOG_DUMP can carry. */
    static final long LARGEST_REQUESTABLE_OFFSET = 0xffff_ffffL;

    /** Everything the client would log reaches us as an exception; it logs by java.util.logging, to standard error. */
    private static final Logger CLIENT_LOG = Logger.getLogger(BinlogClient.class.getName());

    /** A source reads up to where the dump begins before it sends a heartbeat; with GTIDs that can be files. */
    private static final Duration SILENCE_BEFORE_FIRST_EVENT = Duration.ofSeconds(60);

    private static final Pattern MARIADB_GTID_SET = Pattern.compile("(\\d+-\\d+-\\d+(,\\d+-\\d+-\\d+)*)?");

    static {
        CLIENT_LOG.setLevel(Level.OFF);
    }

    private final SourceSettings settings;
    private final StartPosition from;
    private volatile @Nullable Socket socket;

    /** @param takeover what reads the stream once it runs */
    BinlogClient(SourceSettings settings, StartPosition from, StreamTakeover takeover) {
        super(settings.host(), settings.port(), settings.user(), settings.password());
        this.settings = settings;
        this.from = requireNonNull(from, "from is null");
        ConnectionOptions options = settings.options();
        setServerId(settings.serverId());
        setSSLMode(sslMode(options.tls()));
        setKeepAlive(false);
        setHeartbeatInterval(options.heartbeat().toMillis());
        setNetWriteTimeout(options.writeTimeout().toSeconds());
        setSocketFactory(this::createSocket);
        setEventDeserializer(takeover);
        // Not null, or the client asks the server for its current position.
        setBinlogFilename("");
    }

    /** From now on the source is to be heard of within the silence limit. */
    void expectHeartbeats() throws IOException {
        Socket current = socket;
        if (current != null) {
            current.setSoTimeout(millis(settings.options().silenceLimit()));
        }
    }

    /** Closes the connection at once, whatever the reader thread does; the client's own goodbye can wait for it. */
    void abort() throws IOException {
        Socket current = socket;
        if (current != null) {
            current.close();
        }
        disconnect();
    }

    /**
     * Sends a semi-synchronous acknowledgement. It is no command, so there is no answer. For one thread, beside the one
     * that reads.
     *
     * @param upTo the end of the last transaction that it covers
     */
    void acknowledge(FilePosition upTo) throws IOException {
        channel.write(() -> SemiSyncProtocol.acknowledgement(upTo));
    }

    @Override
    protected void setupConnection() throws IOException {
        super.setupConnection();
        // The client says so only when checksums are on, and then a file from a time when they were not ends the dump.
        execute("SET @master_binlog_checksum = @@global.binlog_checksum");
        if (settings.options().semiSynchronous()) {
            // MySQL's plugin from 8.0.26 on reads the second name, the one before and MariaDB the first.
            execute("SET @rpl_semi_sync_slave = 1, @rpl_semi_sync_replica = 1");
        }
    }

    @Override
    protected void requestBinaryLogStream() throws IOException {
        channel.write(Boolean.TRUE.equals(getMariaDB()) ? mariaDbDump() : mySqlDump());
    }

    private Command mySqlDump() {
        if (from instanceof StartPosition.AfterGtids gtids) {
            return new DumpBinaryLogGtidCommand(getServerId(), "", 4, mySqlSet(gtids.gtidSet()));
        }
        FilePosition start = firstRequested(((StartPosition.AtFile) from).position());
        return new DumpBinaryLogCommand(getServerId(), start.file(), start.offset());
    }

    /** With annotations of rows events, and nothing replaced for old replicas (capability 4, MDEV-225). */
    private Command mariaDbDump() throws IOException {
        execute("SET @mariadb_slave_capability = 4");
        if (from instanceof StartPosition.AfterGtids gtids) {
            execute("SET @slave_connect_state = '" + checkedMariaDbSet(gtids.gtidSet()) + "'");
            execute("SET @slave_gtid_strict_mode = 0");
            execute("SET @slave_gtid_ignore_duplicates = 0");
            return new DumpBinaryLogCommand(getServerId(), "", 4, true);
        }
        FilePosition start = firstRequested(((StartPosition.AtFile) from).position());
        return new DumpBinaryLogCommand(getServerId(), start.file(), start.offset(), true);
    }

    /**
     * Where the dump begins for a start position: there, or at the file's beginning when the protocol's 32 bits end.
     */
    private static FilePosition firstRequested(FilePosition position) {
        return position.offset() <= LARGEST_REQUESTABLE_OFFSET ? position : new FilePosition(position.file(), 4);
    }

    private static GtidSet mySqlSet(String gtidSet) {
        try {
            return new GtidSet(gtidSet.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    "'" + gtidSet
                            + "' is not a GTID set of MySQL (expected e.g. 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-100)",
                    0,
                    false,
                    e);
        }
    }

    private static String checkedMariaDbSet(String gtidSet) {
        String set = gtidSet.replaceAll("\\s", "");
        if (!MARIADB_GTID_SET.matcher(set).matches()) {
            throw new SourceException(
                    "'" + gtidSet + "' is not a GTID position of MariaDB (expected e.g. 0-1-100,1-2-30)",
                    0,
                    false,
                    null);
        }
        return set;
    }

    private void execute(String statement) throws IOException {
        channel.write(new QueryCommand(statement));
        checkError(channel.read());
    }

    private Socket createSocket() throws SocketException {
        Socket created = new Socket();
        created.setTcpNoDelay(true);
        created.setKeepAlive(true);
        Duration silence = settings.options().silenceLimit();
        created.setSoTimeout(
                millis(silence.compareTo(SILENCE_BEFORE_FIRST_EVENT) > 0 ? silence : SILENCE_BEFORE_FIRST_EVENT));
        socket = created;
        return created;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }

    private static SSLMode sslMode(TlsMode mode) {
        return switch (mode) {
            case DISABLED -> SSLMode.DISABLED;
            case PREFERRED -> SSLMode.PREFERRED;
            case REQUIRED -> SSLMode.REQUIRED;
            case VERIFY_CA -> SSLMode.VERIFY_CA;
            case VERIFY_IDENTITY -> SSLMode.VERIFY_IDENTITY;
        };
    }
}
