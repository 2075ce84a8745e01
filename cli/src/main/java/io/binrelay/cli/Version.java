package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version this was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "binrelay " + number(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    /** The version, such as {@code 0.1.0}. */
    static String number() {
        Properties properties = new Properties();
        try (InputStream resource = requireNonNull(
                Version.class.getResourceAsStream("version.properties"), "version.properties is missing")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
        return requireNonNull(properties.getProperty("version"), "version.properties names no version");
    }
}
