package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port of 127.0.0.1 that stays ours while a server on it is down, so that a killed server finds it free when it
 * comes back.
 *
 * <p>The port lies below the range that the kernel hands out for outgoing connections ({@code ip_local_port_range}, see
 * ip(7)). Inside that range some client's outgoing connection could take it between kill and restart, and a client that
 * keeps trying to connect to it would, sooner or later, be given the very same port as its own end and be connected to
 * itself. Other binrelay processes of the same user are kept off by a lock on a file, which the kernel drops with the
 * process that holds it. Thread-safe.
 */
public final class LocalPort implements AutoCloseable {
    private static final int LOWEST = 10_000;
    private static final int DEFAULT_EPHEMERAL_START = 32_768;
    private static final int MAX_ATTEMPTS = 1_000;

    private final int number;
    private final FileChannel lockFile;

    private LocalPort(int number, FileChannel lockFile) {
        this.number = number;
        this.lockFile = lockFile;
    }

    /**
     * Reserves a free port.
     *
     * @throws ServerException when none is found in a thousand attempts
     */
    public static LocalPort reserve() {
        int end = Math.max(LOWEST + 1_000, ephemeralRangeStart());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            LocalPort port = tryReserve(ThreadLocalRandom.current().nextInt(LOWEST, end));
            if (port != null) {
                return port;
            }
        }
        throw new ServerException("No free TCP port on 127.0.0.1 between " + LOWEST + " and " + end + " in "
                + MAX_ATTEMPTS + " attempts: end programs that hold ports there");
    }

    /** The port, 10000 to 65535. */
    public int number() {
        return number;
    }

    /** Gives the port back. Idempotent. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new ServerException("Could not give back port " + number, e);
        }
    }

    /** The address of a port of 127.0.0.1, IPv4 whatever the JVM prefers. */
    static InetSocketAddress address(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static @Nullable LocalPort tryReserve(int candidate) {
        FileChannel channel = null;
        try {
            Path directory =
                    Path.of(System.getProperty("java.io.tmpdir"), "binrelay-ports-" + System.getProperty("user.name"));
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve(Integer.toString(candidate)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (lock(channel) && isFree(candidate)) {
                return new LocalPort(candidate, channel);
            }
            channel.close();
            return null;
        } catch (IOException e) {
            throw new ServerException("Could not reserve a TCP port: " + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static boolean isFree(int candidate) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // Without SO_REUSEADDR a port in TIME_WAIT would look taken; servers set it too.
            socket.setReuseAddress(true);
            socket.bind(address(candidate));
            return true;
        } catch (java.net.BindException taken) {
            return false;
        }
    }

    private static int ephemeralRangeStart() {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        try {
            return Integer.parseInt(Files.readString(range).trim().split("\\s+", 2)[0]);
        } catch (IOException | NumberFormatException e) {
            // The kernel's default; a sandbox may hide the file.
            return DEFAULT_EPHEMERAL_START;
        }
    }
}
