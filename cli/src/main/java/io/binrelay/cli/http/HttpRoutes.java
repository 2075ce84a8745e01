package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which path is answered by whom: exact paths, those with GET read, those with POST change something. Immutable;
 * {@link #get}, {@link #post} and their like make larger ones.
 */
public final class HttpRoutes {
    /** No route. */
    public static final HttpRoutes NONE = new HttpRoutes(Map.of());

    static final String READ = "GET";
    static final String CHANGE = "POST";

    /** Path, then method. */
    private final Map<String, Map<String, Route>> routes;

    /**
     * Who answers.
     *
     * @param guarded whether only those are answered who have the token
     */
    record Route(RouteHandler handler, boolean guarded) {
        Route {
            requireNonNull(handler, "handler is null");
        }
    }

    private HttpRoutes(Map<String, Map<String, Route>> routes) {
        this.routes = routes;
    }

    /** With a path to read. */
    public HttpRoutes get(String path, RouteHandler handler) {
        return add(path, READ, new Route(handler, false));
    }

    /** With a path to read that shows what is not for everybody who reaches the port: only for who has the token. */
    public HttpRoutes getGuarded(String path, RouteHandler handler) {
        return add(path, READ, new Route(handler, true));
    }

    /** With a path that changes something: only for who has the token. */
    public HttpRoutes post(String path, RouteHandler handler) {
        return add(path, CHANGE, new Route(handler, true));
    }

    /**
     * With the routes of another.
     *
     * @throws IllegalArgumentException both have one route
     */
    public HttpRoutes with(HttpRoutes others) {
        HttpRoutes all = this;
        for (Map.Entry<String, Map<String, Route>> path : others.routes.entrySet()) {
            for (Map.Entry<String, Route> method : path.getValue().entrySet()) {
                all = all.add(path.getKey(), method.getKey(), method.getValue());
            }
        }
        return all;
    }

    /**
     * With a path that lists all routes, itself too: an object with {@code routes}, each with {@code method},
     * {@code path} and {@code token}, whether it takes one.
     */
    public HttpRoutes withIndex(String path) {
        List<HttpRoutes> all = new ArrayList<>();
        all.add(get(path, request -> Response.json(200, all.get(0).index())));
        return all.get(0);
    }

    /** All paths, sorted. */
    public Set<String> paths() {
        return new TreeSet<>(routes.keySet());
    }

    /** The methods of a path, sorted; empty when there is no such path. */
    public Set<String> methods(String path) {
        return new TreeSet<>(routes.getOrDefault(path, Map.of()).keySet());
    }

    Optional<Route> find(String path, String method) {
        return Optional.ofNullable(routes.getOrDefault(path, Map.of()).get(method));
    }

    private ObjectNode index() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode array = root.putArray("routes");
        new TreeMap<>(routes)
                .forEach((path, methods) -> methods.forEach((method, route) -> array.addObject()
                        .put("method", method)
                        .put("path", path)
                        .put("token", route.guarded())));
        return root;
    }

    private HttpRoutes add(String path, String method, Route route) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is " + path);
        }
        Map<String, Map<String, Route>> all = new TreeMap<>(routes);
        Map<String, Route> methods = new TreeMap<>(all.getOrDefault(path, Map.of()));
        if (methods.putIfAbsent(method, route) != null) {
            throw new IllegalArgumentException("two routes for " + method + " " + path);
        }
        all.put(path, methods);
        return new HttpRoutes(all);
    }
}
