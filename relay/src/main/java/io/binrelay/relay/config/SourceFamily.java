package io.binrelay.relay.config;

import io.binrelay.schemas.model.Family;
import java.util.Optional;

/** The family of the source, as configured. */
public enum SourceFamily {
    /** Found out from the server's version. */
    AUTO,
    MYSQL,
    MARIADB;

    /** The family that must be there; empty when it is found out. */
    public Optional<Family> family() {
        return switch (this) {
            case AUTO -> Optional.empty();
            case MYSQL -> Optional.of(Family.MYSQL);
            case MARIADB -> Optional.of(Family.MARIADB);
        };
    }
}
