package io.binrelay.relay.service;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a service in the calling thread until the process gets SIGTERM or SIGINT, or the service fails. Serves once.
 *
 * <p>On a signal the JVM itself decides the exit code (143 for SIGTERM, 130 for SIGINT); it waits for the service to
 * end, but not longer than the limit.
 */
public final class ServiceRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRuntime.class);

    /** 128 and the number of SIGTERM, as shells count. */
    private static final int TERMINATED = 143;

    private final String name;
    private final Duration limit;
    private final StopSignal stop = new StopSignal();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Prepares a run.
     *
     * @param name what it is, for log lines: {@code capture of channel shop}
     * @param limit how long the service may take to end after a signal
     */
    public ServiceRuntime(String name, Duration limit) {
        this.name = requireNonNull(name, "name is null");
        this.limit = requireNonNull(limit, "limit is null");
    }

    /** Ends the run as a signal would, but with exit code 0. Any thread. */
    public void stop() {
        stop.request();
    }

    /**
     * Makes the service and runs it until its end.
     *
     * @param factory makes the service, which pauses with the signal it is given; may throw as the service itself
     * @return the exit code: 0 after {@link #stop}, 143 after a signal, that of the {@link ErrorCode} after a failure
     */
    public int run(Function<StopSignal, Service> factory) {
        boolean[] signalled = new boolean[1];
        Service[] running = new Service[1];
        Thread hook = new Thread(
                () -> {
                    synchronized (running) {
                        signalled[0] = true;
                        stop.request();
                        if (running[0] != null) {
                            running[0].hurry();
                        }
                    }
                    awaitEnd();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode;
        try {
            LOG.info("{} starts", name);
            exitCode = runToEnd(factory, running);
        } finally {
            ended.countDown();
        }
        synchronized (running) {
            if (signalled[0]) {
                return exitCode == 0 ? TERMINATED : exitCode;
            }
        }
        removeHook(hook);
        return exitCode;
    }

    private int runToEnd(Function<StopSignal, Service> factory, Service[] running) {
        try (Service service = factory.apply(stop)) {
            synchronized (running) {
                running[0] = service;
            }
            while (!stop.isRequested()) {
                service.runOnce();
            }
            LOG.info("{} stops", name);
        } catch (BinrelayException e) {
            LOG.error("{} ends: {}", name, e.getMessage(), e.code() == ErrorCode.INTERNAL ? e : null);
            return e.code().exitCode();
        } catch (OutOfMemoryError e) {
            LOG.error(
                    "{} ends: the heap of {} MiB is too small ({}). Start it with a larger -Xmx (environment variable"
                            + " BINRELAY_JAVA_OPTS); it goes on where it was",
                    name,
                    Runtime.getRuntime().maxMemory() >> 20,
                    e.getMessage(),
                    e);
            return ErrorCode.MEMORY.exitCode();
        } catch (RuntimeException e) {
            LOG.error("{} ends because of a defect", name, e);
            return ErrorCode.INTERNAL.exitCode();
        }
        LOG.info("{} has ended", name);
        return 0;
    }

    private void awaitEnd() {
        try {
            if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} did not end within {} s; the process ends nevertheless", name, limit.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came just now: the hook runs, finds the service ended, and is done.
            LOG.debug("Too late to remove the hook", e);
        }
    }
}
