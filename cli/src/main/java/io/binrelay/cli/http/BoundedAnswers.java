package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers that take seconds, connections and memory, since Kafka or a server is asked for them: few at a time, each
 * with a limit, so that neither the service nor whoever asks for its health waits for them. Thread-safe.
 */
final class BoundedAnswers {
    private final String name;
    private final Duration limit;
    private final Semaphore places;

    /**
     * Of one kind.
     *
     * @param name what is asked for, for messages and threads: {@code log}
     * @param most how many may be on their way at a time
     * @param limit how long one may take
     */
    BoundedAnswers(String name, int most, Duration limit) {
        this.name = requireNonNull(name, "name is null");
        this.limit = requireNonNull(limit, "limit is null");
        this.places = new Semaphore(most);
    }

    /** Makes an answer, on a thread of its own, which may be interrupted. */
    @FunctionalInterface
    interface Work {
        Response answer() throws InterruptedException;
    }

    /** One that is on its way takes a place, until it has ended. */
    private final class Place {
        private final AtomicBoolean taken = new AtomicBoolean(true);

        void leave() {
            if (taken.compareAndSet(true, false)) {
                places.release();
            }
        }
    }

    /**
     * The answer. One that takes too long is given up; until it has ended it counts as one on its way.
     *
     * @throws HttpProblem (503) too many are on their way, or the service ends; (504) it takes too long
     * @throws BinrelayException what is needed for it has failed
     */
    Response answer(Work work) {
        if (!places.tryAcquire()) {
            throw new HttpProblem(503, "This is being asked by others just now (" + name + "). Ask again.");
        }
        FutureTask<Response> answer = begin(work, new Place());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpProblem(504, "This takes longer than " + limit.toSeconds() + " s (" + name + ").", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpProblem(503, "The service ends.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("an answer has failed: " + name, e);
        }
    }

    private FutureTask<Response> begin(Work work, Place place) {
        FutureTask<Response> answer = new FutureTask<>(() -> {
            try {
                return work.answer();
            } finally {
                // Before whoever waits for it hears of it, and perhaps asks again.
                place.leave();
            }
        });
        Thread thread = new Thread(
                () -> {
                    answer.run();
                    // One that was given up before it began.
                    place.leave();
                },
                "http-" + name);
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
