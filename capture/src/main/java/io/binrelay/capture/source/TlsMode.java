package io.binrelay.capture.source;

/**
 * How the connection to a source is encrypted. Names and meanings of the mysql client's {@code --ssl-mode}.
 *
 * <p>{@link #VERIFY_CA} and {@link #VERIFY_IDENTITY} trust the certificates of the JVM's trust store
 * ({@code javax.net.ssl.trustStore}).
 */
public enum TlsMode {
    /** Never encrypted. */
    DISABLED,
    /** Encrypted where the server can; any certificate is accepted. */
    PREFERRED,
    /** Encrypted or refused; any certificate is accepted. */
    REQUIRED,
    /** Encrypted, and the certificate must be signed by a trusted authority. */
    VERIFY_CA,
    /** As {@link #VERIFY_CA}, and the certificate must name the host. */
    VERIFY_IDENTITY
}
