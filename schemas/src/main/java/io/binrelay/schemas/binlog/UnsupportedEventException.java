package io.binrelay.schemas.binlog;

/**
 * An event this version cannot carry exactly (promise P5: what cannot be replicated exactly stops). The message names
 * the event type and what to do about it; callers add file and position, which the event's bytes do not tell.
 */
public final class UnsupportedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int eventType;

    /**
     * @param eventType the event's type code
     * @param problem what about it is not supported, as a sentence without full stop
     * @param remedy what the operator can do, as a sentence without full stop
     */
    public UnsupportedEventException(int eventType, String problem, String remedy) {
        super("event type " + eventType + " (" + EventType.name(eventType) + "): " + problem + ". " + remedy + ".");
        this.eventType = eventType;
    }

    /** One of {@link EventType}, or a code this version does not know. */
    public int eventType() {
        return eventType;
    }
}
