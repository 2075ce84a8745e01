package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.binrelay.relay.service.BinrelayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request to its route, and tells in one form what cannot be answered. Stateless; called by several
 * threads.
 */
final class RouteDispatcher implements HttpHandler {
    /** Most bytes of a body. Orders are short. */
    static final int MOST_BODY_BYTES = 64 << 10;

    private static final String HEAD = "HEAD";
    private static final Logger LOG = LoggerFactory.getLogger(RouteDispatcher.class);

    private final HttpRoutes routes;
    private final TokenCheck token;

    RouteDispatcher(HttpRoutes routes, TokenCheck token) {
        this.routes = requireNonNull(routes, "routes is null");
        this.token = requireNonNull(token, "token is null");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        try {
            return routed(exchange);
        } catch (HttpProblem e) {
            Response problem = Response.error(e.status(), String.valueOf(e.getMessage()));
            return e.status() == 401 ? problem.with("WWW-Authenticate", "Bearer") : problem;
        } catch (BinrelayException e) {
            return failed(e);
        } catch (RuntimeException e) {
            LOG.error("Request {} {} has met a defect", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Response.error(500, "A defect of binrelay; the service's log has the details.");
        }
    }

    private Response routed(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (routes.methods(path).isEmpty()) {
            throw new HttpProblem(
                    404, "There is no " + path + "; there are " + String.join(", ", routes.paths()) + ".");
        }
        HttpRoutes.Route route =
                routes.find(path, isHead(exchange) ? HttpRoutes.READ : method).orElse(null);
        if (route == null) {
            String allowed = String.join(", ", allowed(path));
            return Response.error(405, path + " takes " + allowed + " only, not " + method + ".")
                    .with("Allow", allowed);
        }
        if (route.guarded()) {
            token.require(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        Request request = Request.of(exchange.getRequestURI().getRawQuery(), body(exchange));
        return route.handler().answer(request);
    }

    /** HEAD asks for the head of what GET answers (RFC 9110, 9.3.2). */
    private Set<String> allowed(String path) {
        Set<String> methods = new TreeSet<>(routes.methods(path));
        if (methods.contains(HttpRoutes.READ)) {
            methods.add(HEAD);
        }
        return methods;
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(MOST_BODY_BYTES + 1);
        if (body.length > MOST_BODY_BYTES) {
            throw new HttpProblem(413, "The body has more than " + MOST_BODY_BYTES + " bytes.");
        }
        return body;
    }

    private static Response failed(BinrelayException failure) {
        int status = switch (failure.code()) {
            case USAGE, CONFIGURATION -> 400;
            case SOURCE, KAFKA, APPLY -> 503;
            case TIMEOUT -> 504;
            case INTERNAL, DIFFERENCE, MEMORY -> 500;
        };
        return Response.error(status, String.valueOf(failure.getMessage()));
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (isHead(exchange)) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals(HEAD);
    }
}
