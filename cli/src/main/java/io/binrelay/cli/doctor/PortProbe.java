package io.binrelay.cli.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Connects to a port and listens to what answers. A MySQL or MariaDB server speaks first: a handshake packet with
 * protocol version 10 and its version, or an error packet (MySQL internals, "Connection Phase"). The server counts this
 * as a connection that was broken off ({@code Aborted_connects}); a log-in that follows makes up for it.
 */
final class PortProbe {
    private static final int HANDSHAKE_V10 = 10;
    private static final int ERROR = 0xff;

    /** First byte behind the length of a notice of the X Protocol, which a server sends at once. */
    private static final int X_NOTICE = 11;

    private static final int MOST_BYTES = 512;

    private final Duration patience;

    /** @param patience to connect, and again to hear something */
    PortProbe(Duration patience) {
        this.patience = patience;
    }

    /** Tries all addresses of the host until one can be connected to. */
    Answer ask(String host, int port) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return new Answer.NoSuchHost();
        }
        Answer last = new Answer.NoSuchHost();
        for (InetAddress address : addresses) {
            last = ask(host, address, port);
            if (!(last instanceof Answer.Unreachable)) {
                return last;
            }
        }
        return last;
    }

    private Answer ask(String host, InetAddress address, int port) {
        String ip = address.getHostAddress();
        String where = ip.equals(host) ? host + ":" + port : host + ":" + port + " (" + ip + ")";
        int millis = (int) patience.toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), millis);
            socket.setSoTimeout(millis);
            return listen(where, socket.getInputStream());
        } catch (SocketTimeoutException e) {
            return new Answer.Unreachable(where, "no answer within " + patience.toSeconds() + " s", true);
        } catch (ConnectException e) {
            return new Answer.Unreachable(where, "refuses connections: nothing listens there", false);
        } catch (IOException e) {
            return new Answer.Unreachable(where, String.valueOf(e.getMessage()), false);
        }
    }

    private Answer listen(String where, InputStream in) throws IOException {
        byte[] bytes = new byte[MOST_BYTES];
        int count;
        try {
            count = in.readNBytes(bytes, 0, 5);
            if (count == 5) {
                int length = (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16;
                boolean packet = bytes[3] == 0 && length > 0 && length < MOST_BYTES - 4;
                int more = packet ? length - 1 : Math.min(in.available(), MOST_BYTES - count);
                count += in.readNBytes(bytes, count, more);
            }
        } catch (SocketTimeoutException | EOFException e) {
            return new Answer.Stranger(
                    where,
                    "something that says nothing for " + patience.toSeconds() + " s, where a server would greet");
        }
        return understand(where, bytes, count);
    }

    /** @param count how many of the bytes came before the other side closed, or the packet was whole */
    static Answer understand(String where, byte[] bytes, int count) {
        if (count == 0) {
            return new Answer.Stranger(where, "something that closes the connection without a word");
        }
        int kind = count > 4 ? bytes[4] & 0xff : -1;
        boolean packet = count > 4 && bytes[3] == 0;
        if (packet && kind == HANDSHAKE_V10) {
            return new Answer.Greeting(where, textTo(bytes, 5, count));
        }
        if (packet && kind == ERROR && count > 7) {
            int errno = (bytes[5] & 0xff) | (bytes[6] & 0xff) << 8;
            int text = bytes[7] == '#' ? 13 : 7;
            return new Answer.Refusal(where, errno, textTo(bytes, text, count));
        }
        if (packet && kind == X_NOTICE) {
            return new Answer.Stranger(where, "MySQL's X Protocol, not the classic one");
        }
        return new Answer.Stranger(where, "'" + printable(bytes, count) + "', which is no MySQL or MariaDB server");
    }

    private static String textTo(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != 0) {
            to++;
        }
        return to <= from ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String printable(byte[] bytes, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(count, 40); i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
