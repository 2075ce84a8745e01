package io.binrelay.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** How an event becomes text. Stateless. */
sealed interface LineFormat permits TextLine, JsonLine {
    /** The event, ending with a line break. */
    String line(ILoggingEvent event);
}
