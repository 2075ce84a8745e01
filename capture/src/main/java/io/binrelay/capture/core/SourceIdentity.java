package io.binrelay.capture.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;

/**
 * The server capture reads from.
 *
 * @param uuid {@code @@server_uuid}; empty on MariaDB, which has none
 * @param serverId {@code @@server_id}
 */
public record SourceIdentity(Family family, String uuid, long serverId) {
    public SourceIdentity {
        requireNonNull(family, "family is null");
        requireNonNull(uuid, "uuid is null");
    }
}
