package io.binrelay.cli.http;

import com.sun.net.httpserver.HttpServer;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP server of a service. A few threads answer, made when they are needed; nothing of it is on the way of what
 * the service does.
 */
public final class ServiceHttp implements AutoCloseable {
    /** More than all answers together that wait for Kafka or a server. */
    private static final int THREADS = 16;

    private static final int IDLE_SECONDS = 30;
    private static final int BACKLOG = 50;

    /** Seconds a client may take to send its request: whoever is slower would keep a thread from others. */
    private static final String MOST_REQUEST_SECONDS = "10";

    /** Seconds from there until the answer has arrived: longer than the slowest answer takes to be made. */
    private static final String MOST_ANSWER_SECONDS = "180";

    private static final AtomicInteger THREAD_NUMBERS = new AtomicInteger();

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private ServiceHttp(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Begins to answer.
     *
     * @throws BinrelayException (CONFIGURATION) it cannot listen there
     */
    public static ServiceHttp start(HttpSettings settings, HttpRoutes routes) {
        limit("sun.net.httpserver.maxReqTime", MOST_REQUEST_SECONDS);
        limit("sun.net.httpserver.maxRspTime", MOST_ANSWER_SECONDS);
        try {
            InetAddress address = InetAddress.getByName(settings.address());
            HttpServer server = HttpServer.create(new InetSocketAddress(address, settings.port()), BACKLOG);
            ThreadPoolExecutor threads = threads();
            server.setExecutor(threads);
            server.createContext("/", new RouteDispatcher(routes, new TokenCheck(settings.token())));
            server.start();
            return new ServiceHttp(server, threads);
        } catch (IOException e) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    "The HTTP server cannot listen on " + settings.address() + ":" + settings.port() + " (" + e
                            + "). Set http.port to a port that is free, to 0 for any, or to off, and http.address to an"
                            + " address of this machine.",
                    false,
                    e);
        }
    }

    /** Where it listens, {@code ADDRESS:PORT}; an IPv6 address in brackets. */
    public String address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort();
    }

    /** Stops at once: answers on their way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The JDK's server reads its limits from the system's properties, once. */
    private static void limit(String property, String seconds) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, seconds);
        }
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "http-" + THREAD_NUMBERS.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
