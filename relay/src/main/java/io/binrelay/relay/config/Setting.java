package io.binrelay.relay.config;

/**
 * A key as somebody set it.
 *
 * @param origin where, for messages: {@code line 3 of capture.properties}
 */
record Setting(String key, String value, Layer layer, String origin) {
    /** Later layers win. */
    enum Layer {
        FILE,
        ENVIRONMENT,
        COMMAND_LINE,
        ORDER
    }

    /** A setting whose value stands in a file of its own. */
    Setting readFrom(String newKey, String newValue, String path) {
        return new Setting(newKey, newValue, layer, "file " + path + ", named by " + key + " in " + origin);
    }
}
