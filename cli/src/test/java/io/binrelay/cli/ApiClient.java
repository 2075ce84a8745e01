package io.binrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the services of a fleet over HTTP, at the addresses that they announce. */
final class ApiClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final OperatedFleet fleet;

    ApiClient(OperatedFleet fleet) {
        this.fleet = fleet;
    }

    /** @param service where it stands in {@code status --json}: {@code /capture}, {@code /appliers/0} */
    HttpResponse<String> get(String service, String path) throws Exception {
        return send(request(service, path));
    }

    HttpResponse<String> get(String service, String path, String token) throws Exception {
        return send(authorized(service, path, token));
    }

    HttpResponse<String> post(String service, String path, String token, String body) throws Exception {
        return send(authorized(service, path, token).POST(BodyPublishers.ofString(body)));
    }

    /** What an answer that is one says. */
    static String error(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body()).required("error").asText();
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder authorized(String service, String path, String token) throws Exception {
        return request(service, path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String service, String path) throws Exception {
        URI uri = URI.create(
                "http://" + fleet.status().at(service + "/details/http").asText() + path);
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    }
}
