package io.binrelay.relay.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** TLS to a database server; the meanings are those of the {@code --ssl-mode} option of MySQL's own clients. */
public enum SslMode {
    /** Never. */
    DISABLED,
    /** When the server offers it; its certificate is not checked. Not over the loopback interface. */
    PREFERRED,
    /** Always; the certificate is not checked. */
    REQUIRED,
    /** Always, with a certificate from a known authority. */
    VERIFY_CA,
    /** Always, with a certificate from a known authority for this host. */
    VERIFY_IDENTITY;

    /**
     * What is done towards a server. What goes over the loopback interface nobody can read who could not read our
     * memory: a preference for TLS would only cost there, a third of capture's CPU.
     *
     * @param host name or address; one that is not known is for the connection to report
     */
    public SslMode towards(String host) {
        if (this != PREFERRED) {
            return this;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress() ? DISABLED : PREFERRED;
        } catch (UnknownHostException e) {
            return PREFERRED;
        }
    }
}
