package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which path is answered by whom: exact paths, those with GET read, those with POST change something and ask for the
 * token. Immutable; {@link #get}, {@link #post} and {@link #with} make larger ones.
 */
public final class HttpRoutes {
    /** No route. */
    public static final HttpRoutes NONE = new HttpRoutes(Map.of());

    static final String READ = "GET";
    static final String CHANGE = "POST";

    /** Path, then method. */
    private final Map<String, Map<String, RouteHandler>> handlers;

    private HttpRoutes(Map<String, Map<String, RouteHandler>> handlers) {
        this.handlers = handlers;
    }

    /** With a path to read. */
    public HttpRoutes get(String path, RouteHandler handler) {
        return add(path, READ, handler);
    }

    /** With a path that changes something: only for who has the token. */
    public HttpRoutes post(String path, RouteHandler handler) {
        return add(path, CHANGE, handler);
    }

    /**
     * With the routes of another.
     *
     * @throws IllegalArgumentException both have one route
     */
    public HttpRoutes with(HttpRoutes others) {
        HttpRoutes all = this;
        for (Map.Entry<String, Map<String, RouteHandler>> path : others.handlers.entrySet()) {
            for (Map.Entry<String, RouteHandler> method : path.getValue().entrySet()) {
                all = all.add(path.getKey(), method.getKey(), method.getValue());
            }
        }
        return all;
    }

    /** All paths, sorted. */
    Set<String> paths() {
        return new TreeSet<>(handlers.keySet());
    }

    /** The methods of a path, sorted; empty when there is no such path. */
    Set<String> methods(String path) {
        return new TreeSet<>(handlers.getOrDefault(path, Map.of()).keySet());
    }

    Optional<RouteHandler> find(String path, String method) {
        return Optional.ofNullable(handlers.getOrDefault(path, Map.of()).get(method));
    }

    private HttpRoutes add(String path, String method, RouteHandler handler) {
        requireNonNull(handler, "handler is null");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is " + path);
        }
        Map<String, Map<String, RouteHandler>> all = new TreeMap<>(handlers);
        Map<String, RouteHandler> methods = new TreeMap<>(all.getOrDefault(path, Map.of()));
        if (methods.putIfAbsent(method, handler) != null) {
            throw new IllegalArgumentException("two routes for " + method + " " + path);
        }
        all.put(path, methods);
        return new HttpRoutes(all);
    }
}
