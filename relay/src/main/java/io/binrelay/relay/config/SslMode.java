package io.binrelay.relay.config;

/** TLS to a database server; the meanings are those of the {@code --ssl-mode} option of MySQL's own clients. */
public enum SslMode {
    /** Never. */
    DISABLED,
    /** When the server offers it; its certificate is not checked. */
    PREFERRED,
    /** Always; the certificate is not checked. */
    REQUIRED,
    /** Always, with a certificate from a known authority. */
    VERIFY_CA,
    /** Always, with a certificate from a known authority for this host. */
    VERIFY_IDENTITY
}
