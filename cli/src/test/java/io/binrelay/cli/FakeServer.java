package io.binrelay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Says the same bytes to everybody who connects to its port on 127.0.0.1. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] words;
    private final Thread thread;

    /** The guest left early, or the test has ended. */
    private volatile @Nullable IOException lastFailure;

    FakeServer(byte[] words) {
        this.words = words.clone();
        try {
            this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.thread = new Thread(this::run, "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void run() {
        while (!socket.isClosed()) {
            try (Socket guest = socket.accept()) {
                guest.getOutputStream().write(words);
                guest.getOutputStream().flush();
                guest.shutdownOutput();
                guest.getInputStream().readAllBytes();
            } catch (IOException e) {
                // Of no interest to the test, which sees what the guest makes of it.
                lastFailure = e;
            }
        }
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port() + (lastFailure == null ? "" : ", last failure: " + lastFailure);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
