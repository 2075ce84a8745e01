package io.binrelay.cli.http;

/** Answers the requests of a route. Called by several threads. */
@FunctionalInterface
public interface RouteHandler {
    /**
     * The answer.
     *
     * @throws HttpProblem the request cannot be answered as it stands
     * @throws io.binrelay.relay.service.BinrelayException what is needed for the answer has failed; told as JSON with
     *     its code
     */
    Response answer(Request request);
}
