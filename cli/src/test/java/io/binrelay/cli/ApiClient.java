package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the services of a fleet over HTTP, at the addresses that they announce. */
final class ApiClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is another number at each moment. */
    private static final List<String> MOVING = List.of(
            "silent_seconds",
            "announced_seconds_ago",
            "seconds",
            "lag_seconds",
            "transactions_per_second",
            "details",
            "Replica_SQL_Running_State");

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

    /** An answer without what is another number at each moment. */
    static JsonNode still(String json) throws IOException {
        JsonNode node = MAPPER.readTree(json);
        for (String field : MOVING) {
            node.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
        }
        return node;
    }

    /** What was checked, and with what outcome; clocks and sizes found are others each time. */
    static List<String> findings(String json) throws IOException {
        List<String> findings = new ArrayList<>();
        for (JsonNode finding : MAPPER.readTree(json).get("findings")) {
            findings.add(
                    finding.get("subject").asText() + " " + finding.get("check").asText() + " "
                            + finding.get("outcome").asText());
        }
        assertThat(findings).hasSizeGreaterThan(10);
        return findings;
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
