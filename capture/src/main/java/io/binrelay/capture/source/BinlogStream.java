package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.ServerException;
import com.github.shyiko.mysql.binlog.network.protocol.ErrorPacket;
import io.binrelay.relay.service.HeapRoom;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dump: connects, moves every event from the network into an {@link EventQueue} and ends it with the failure that
 * ends the stream. {@link #connect}, {@link #awaitDisconnect} and {@link #disconnect} may be called by different
 * threads; events are read by the client's thread.
 */
final class BinlogStream {
    private static final Logger LOG = LoggerFactory.getLogger(BinlogStream.class);
    private static final int STATUS_EVENT = 0x00;
    private static final int STATUS_ERROR = 0xff;

    private final SourceSettings settings;
    private final StartPosition from;
    private final EventQueue queue;
    private final SourceFailures failures;
    private final StartFilter start;
    private final PositionTracker positions;
    private final BinlogClient client;
    private final LargeEvents large;
    private final Acknowledgements acknowledgements;
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private volatile Runnable onRunning = () -> {};

    /** @param acknowledged told about semi-synchronous acknowledgements */
    BinlogStream(SourceSettings settings, StartPosition from, EventQueue queue, AcknowledgementMeter acknowledged) {
        this.settings = requireNonNull(settings, "settings is null");
        this.from = requireNonNull(from, "from is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.failures = new SourceFailures(settings);
        this.start = StartFilter.of(from, BinlogClient.LARGEST_REQUESTABLE_OFFSET);
        this.positions = new PositionTracker(from instanceof StartPosition.AfterGtids);
        this.large = new LargeEvents(queue, HeapRoom.ofThisProcess());
        this.client = new BinlogClient(settings, from, new StreamTakeover(this::readAll));
        this.acknowledgements = new Acknowledgements(client::acknowledge, acknowledged);
        client.registerLifecycleListener(new EndListener());
    }

    /** See {@link BinlogSource#acknowledge}. */
    void acknowledge(FilePosition durable) {
        try {
            acknowledgements.durable(durable);
        } catch (IOException e) {
            end(e);
        }
    }

    /**
     * Connects, asks for the dump and waits until the source has sent something or said why not; a failure ends the
     * queue.
     */
    void connect() {
        Duration timeout = settings.options().connectTimeout();
        long started = System.nanoTime();
        try {
            client.connect(timeout.toMillis());
            queue.awaitFirst(timeout);
            LOG.info(
                    "Reading the binary log of source {} {} as user '{}' with server id {}",
                    settings.address(),
                    describe(from),
                    settings.user(),
                    settings.serverId());
        } catch (IOException | TimeoutException | SourceException e) {
            boolean timeIsUp = System.nanoTime() - started >= timeout.toNanos();
            queue.fail(timeIsUp ? failures.notConnectedInTime(e) : failures.notConnected(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            queue.fail(failures.notConnected(e));
        }
    }

    /**
     * Sets what is to be done, possibly more than once, when the engine waits for the end of the stream, which is its
     * running state. To be called before the engine starts.
     */
    void onRunning(Runnable action) {
        onRunning = requireNonNull(action, "action is null");
    }

    /** Waits for {@link #disconnect}. */
    void awaitDisconnect(Duration timeout) throws InterruptedException {
        onRunning.run();
        if (disconnected.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.debug("The stream of source {} is disconnected", settings.address());
        }
    }

    /** Ends the stream, if it has not ended, and frees the connection. Events in the queue stay there. */
    void disconnect() {
        // First, since the reader may be waiting in the queue for room.
        queue.fail(new SourceException("capture has ended the stream of source " + settings.address(), 0, true, null));
        disconnected.countDown();
        try {
            client.abort();
        } catch (IOException e) {
            LOG.debug("Closing the connection to source {} failed; it is not used any more", settings.address(), e);
        }
    }

    private void readAll(InputStream stream, boolean checksummed) {
        try {
            PacketReader packets = PacketReader.insidePacket(stream);
            EventReader events = new EventReader(positions, large, checksummed);
            boolean flagged = settings.options().semiSynchronous() && SemiSyncProtocol.isSpoken(stream);
            int status = STATUS_EVENT;
            boolean heard = false;
            while (status == STATUS_EVENT) {
                boolean wanted = flagged && SemiSyncProtocol.readFlag(packets);
                BinlogEvent event = events.read(packets);
                if (wanted) {
                    // Before the event can be used, or what makes it durable could be told first.
                    acknowledgements.wanted(new FilePosition(event.file(), event.endPosition()));
                }
                if (!heard && !isPreamble(event)) {
                    client.expectHeartbeats();
                    heard = true;
                }
                if (start.delivers(event) && !queue.put(event)) {
                    return;
                }
                status = packets.nextPacket();
            }
            throw endOfDump(status, packets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(e);
        } catch (Exception | Error e) {
            // An error, too, ends this thread, and who polls must know.
            end(e);
        }
    }

    private static IOException endOfDump(int status, PacketReader packets) throws IOException {
        if (status != STATUS_ERROR) {
            return new EOFException("the source closed the connection");
        }
        ErrorPacket error = new ErrorPacket(packets.readRest());
        return new ServerException(error.getErrorMessage(), error.getErrorCode(), error.getSqlState());
    }

    /** What a source sends before it looks for the start position in the file. */
    private static boolean isPreamble(BinlogEvent event) {
        return switch (event.type()) {
            case EventType.ROTATE,
                    EventType.FORMAT_DESCRIPTION,
                    EventType.PREVIOUS_GTIDS,
                    EventType.MARIADB_GTID_LIST,
                    EventType.MARIADB_START_ENCRYPTION -> true;
            default -> false;
        };
    }

    private static String describe(StartPosition from) {
        if (from instanceof StartPosition.AtFile at) {
            return "from " + at.position();
        }
        return "after GTIDs '" + ((StartPosition.AfterGtids) from).gtidSet() + "'";
    }

    private void end(Throwable cause) {
        queue.fail(failures.ended(cause, describe(from), positions.where()));
    }

    /** Hears of ends that come before our reading or behind it. */
    private final class EndListener extends BinaryLogClient.AbstractLifecycleListener {
        /** A refusal: the first packet of the dump is an error, which the client reads itself. */
        @Override
        public void onCommunicationFailure(BinaryLogClient source, Exception failure) {
            end(failure);
        }

        @Override
        public void onDisconnect(BinaryLogClient source) {
            end(new EOFException("the source closed the connection"));
        }
    }
}
