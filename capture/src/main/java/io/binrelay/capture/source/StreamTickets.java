package io.binrelay.capture.source;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands a stream to the task that runs it. The engine makes connector and task itself, by class name, and gives them
 * strings only, so the object has to pass through a static place. That keeps the password out of the engine's
 * configuration, which it logs.
 *
 * <p>Thread-safe.
 */
final class StreamTickets {
    /** The connector's property that holds the ticket. */
    static final String PROPERTY = "binrelay.stream.ticket";

    private static final Map<String, BinlogStream> WAITING = new ConcurrentHashMap<>();

    private StreamTickets() {}

    /** Gives out the ticket, good for one {@link #collect} or one {@link #discard} */
    static String deposit(BinlogStream stream) {
        String ticket = UUID.randomUUID().toString();
        WAITING.put(ticket, stream);
        return ticket;
    }

    /**
     * Gives the stream to its task.
     *
     * @throws IllegalStateException when the ticket was used before
     */
    static BinlogStream collect(String ticket) {
        BinlogStream stream = WAITING.remove(ticket);
        if (stream == null) {
            throw new IllegalStateException("nothing waits for ticket " + ticket);
        }
        return stream;
    }

    /** For a stream whose task was never made. */
    static void discard(String ticket) {
        WAITING.remove(ticket);
    }
}
