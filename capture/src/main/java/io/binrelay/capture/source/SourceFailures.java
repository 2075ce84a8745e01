package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The one place that turns what went wrong with a source into a message for the operator and decides whether trying
 * again can help.
 *
 * <p>Messages name what was tried and never hold the password. Immutable.
 */
final class SourceFailures {
    /** What the binlog client and Connector/J say when TLS is required and the server has none. */
    private static final Set<String> NO_TLS =
            Set.of("MySQL server does not support SSL", "SSL Connection required, but not provided by server");

    private final SourceSettings settings;

    SourceFailures(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** For a connection that was not made, or a dump that was refused while it was being asked for. */
    SourceException notConnected(Throwable cause) {
        SourceException known = known(cause, "refused the connection of");
        if (known != null) {
            return known;
        }
        return unreachable(reason(cause), cause);
    }

    /**
     * For a connection that was not made before the connect timeout. The binlog client then closes its own socket, and
     * it is chance whether it says so or that the time was up.
     */
    SourceException notConnectedInTime(Throwable cause) {
        return root(cause) instanceof SocketException ? unreachable(silence(), cause) : notConnected(cause);
    }

    private SourceException unreachable(String reason, Throwable cause) {
        return new SourceException(
                "source " + settings.address() + " cannot be reached: " + reason
                        + ". Check source.host and source.port, and that a MySQL or MariaDB server listens there",
                0,
                true,
                cause);
    }

    private String silence() {
        return "no answer within " + settings.options().connectTimeout().toMillis() + " ms";
    }

    /**
     * For a dump that has begun.
     *
     * @param dump which one, as part of a message: {@code from binlog.000001:4}
     * @param where how far it has come
     */
    SourceException ended(Throwable cause, String dump, String where) {
        SourceException known = known(cause, "ended the dump " + dump + " to");
        if (known != null) {
            return known;
        }
        if (cause instanceof SocketTimeoutException) {
            String limit = settings.options().silenceLimit().toMillis() + " ms";
            return lost("nothing came from it for more than " + limit + ", not even a heartbeat", where, cause);
        }
        if (cause instanceof IOException && !(cause instanceof ProtocolException)) {
            return lost(text(cause), where, cause);
        }
        return new SourceException(
                "reading the binary log of source " + settings.address() + " failed at " + where + ": "
                        + (cause instanceof ProtocolException ? text(cause) : cause),
                0,
                false,
                cause);
    }

    /** For a query that was sent over JDBC. */
    SourceException query(SQLException cause, String what) {
        if (cause.getErrorCode() != 0) {
            return refused(cause.getErrorCode(), text(cause), "refused " + what + " to", cause);
        }
        SourceException known = known(cause, "refused " + what + " to");
        if (known != null) {
            return known;
        }
        Throwable root = root(cause);
        return new SourceException(
                "source " + settings.address() + " cannot be reached for " + what + ": "
                        + (root instanceof SQLException ? text(cause) : reason(root))
                        + ". Check source.host and source.port, and that a MySQL or MariaDB server listens there",
                0,
                true,
                cause);
    }

    private @Nullable SourceException known(Throwable cause, String verb) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (link instanceof SourceException source) {
                return source;
            }
            if (link instanceof ServerException server) {
                return refused(server.getErrorCode(), text(server), verb, cause);
            }
            if (link instanceof CertificateException certificate) {
                return tls(
                        "cannot be trusted: " + text(certificate)
                                + ". Add its authority to the JVM's trust store (javax.net.ssl.trustStore) or use",
                        cause);
            }
            if (NO_TLS.contains(text(link))) {
                return tls("offers no TLS. Enable it there or use", cause);
            }
        }
        return cause instanceof SSLException && !(root(cause) instanceof IOException lostInside && isLoss(lostInside))
                ? tls("cannot be spoken to in TLS: " + text(cause) + ". Use", cause)
                : null;
    }

    private SourceException tls(String problem, Throwable cause) {
        TlsMode mode = settings.options().tls();
        return new SourceException(
                "source " + settings.address() + " " + problem + " another TLS mode than " + mode, 0, false, cause);
    }

    /** A connection that breaks during a TLS handshake says nothing of TLS. */
    private static boolean isLoss(IOException cause) {
        return cause instanceof EOFException
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException;
    }

    private SourceException refused(int errno, String serverSays, String verb, Throwable cause) {
        return new SourceException(
                "source " + settings.address() + " " + verb + " user '" + settings.user() + "' (" + errno + "): "
                        + serverSays + remedy(errno, serverSays),
                errno,
                SourceErrors.isTransient(errno),
                cause);
    }

    private String remedy(int errno, String serverSays) {
        return SourceErrors.remedy(errno, serverSays, settings)
                .map(remedy -> ". " + remedy)
                .orElse("");
    }

    private SourceException lost(String reason, String where, Throwable cause) {
        return new SourceException(
                "the connection to source " + settings.address() + " was lost at " + where + ": " + reason,
                0,
                true,
                cause);
    }

    private String reason(Throwable cause) {
        Throwable root = root(cause);
        if (root instanceof UnknownHostException) {
            return "no host has the name '" + settings.host() + "'";
        }
        if (root instanceof SocketTimeoutException || root instanceof TimeoutException) {
            return silence();
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return text(root).toLowerCase(Locale.ROOT);
        }
        if (root instanceof EOFException) {
            return "it closed the connection before the log-in";
        }
        return root instanceof SocketException ? text(root) : "it answers otherwise than such a server: " + text(root);
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** What a failure says, without a full stop at its end. */
    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceFirst("\\.$", "");
    }
}
