package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

/**
 * What an applier has left out because its replica refused it with an error that operators let pass
 * ({@code apply.skip.errors}). Part of a status, as details. Immutable.
 *
 * @param count rows and statements left out since the applier began its work
 * @param errno the replica's error number at the last of them; 0 when there was none
 * @param message what the operator reads about the last of them: where, what, and what the replica said
 */
public record SkippedErrors(long count, int errno, String message) {
    /** Nothing was left out. */
    public static final SkippedErrors NONE = new SkippedErrors(0, 0, "");

    /** Detail: the count. */
    public static final String COUNT = "skipped.errors";

    private static final String ERRNO = "skipped.errors.last.errno";
    private static final String MESSAGE = "skipped.errors.last.message";

    public SkippedErrors {
        requireNonNull(message, "message is null");
        if (count < 0 || errno < 0) {
            throw new IllegalArgumentException("count " + count + ", errno " + errno);
        }
    }

    /** What a status says of it; nothing when it does not. */
    public static SkippedErrors of(ServiceStatus status) {
        String count = status.details().getOrDefault(COUNT, "0");
        return count.equals("0")
                ? NONE
                : new SkippedErrors(
                        Long.parseLong(count),
                        Integer.parseInt(status.details().getOrDefault(ERRNO, "0")),
                        status.details().getOrDefault(MESSAGE, ""));
    }

    /** The status that says it. */
    public ServiceStatus in(ServiceStatus status) {
        ServiceStatus counted = status.withDetail(COUNT, Long.toString(count));
        return count == 0
                ? counted
                : counted.withDetail(ERRNO, Integer.toString(errno)).withDetail(MESSAGE, message);
    }
}
