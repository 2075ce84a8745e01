package io.binrelay.exactness;

import io.binrelay.testsupport.servers.Engine;
import java.util.Locale;
import java.util.Optional;

/** The servers exactness is shown on: embedded ones, and those of publishers' images. */
enum ServerKind {
    MYSQL_8_0(Engine.MYSQL),
    MYSQL_9_7("mysql:9.7"),
    MARIADB_10_11("mariadb:10.11"),
    MARIADB_11_4(Engine.MARIADB),
    MARIADB_11_8("mariadb:11.8");

    private final Optional<Engine> engine;
    private final String image;

    ServerKind(Engine engine) {
        this.engine = Optional.of(engine);
        this.image = "";
    }

    ServerKind(String image) {
        this.engine = Optional.empty();
        this.image = image;
    }

    /** What is embedded; empty for those of images. */
    Optional<Engine> engine() {
        return engine;
    }

    /** E.g. {@code mariadb:10.11}; empty for embedded ones. */
    String image() {
        return image;
    }

    /** E.g. {@code mariadb-10-11}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
