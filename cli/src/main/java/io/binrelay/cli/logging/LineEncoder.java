package io.binrelay.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log event as one line of text, or as one line of JSON; named in {@code logback.xml}. Which one: what the
 * environment variable {@code BINRELAY_LOG_FORMAT} says ({@code text} or {@code json}), else text when the stream is a
 * terminal and JSON when it is not. Logback calls it from one thread at a time.
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final LineFormat format;

    /** Called by logback. */
    public LineEncoder() {
        this(System.getenv("BINRELAY_LOG_FORMAT"), Terminal.isStandardError());
    }

    LineEncoder(@Nullable String configured, boolean terminal) {
        String wanted = configured == null ? "" : configured.toLowerCase(Locale.ROOT);
        boolean json = wanted.equals("json") || (!wanted.equals("text") && !terminal);
        this.format = json ? new JsonLine() : new TextLine();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return format.line(event).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
