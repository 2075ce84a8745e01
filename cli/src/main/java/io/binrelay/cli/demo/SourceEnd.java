package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;

/** Where the binary log of an embedded source ends. */
public final class SourceEnd {
    /** Not registered with the server: it is only asked. */
    private static final int SERVER_ID = 1;

    private SourceEnd() {}

    /** Asks the server. */
    public static FilePosition of(DatabaseServer source) {
        SourceSettings settings =
                new SourceSettings(source.host(), source.port(), source.rootUser(), source.rootPassword(), SERVER_ID);
        return requireNonNull(new SourceInspector(settings).inspect().position(), source + " writes no binary log");
    }
}
