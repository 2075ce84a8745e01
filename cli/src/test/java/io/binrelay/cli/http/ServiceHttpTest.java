package io.binrelay.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real requests over a real port. */
class ServiceHttpTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final List<String> changes = new ArrayList<>();
    private final List<ServiceHttp> servers = new ArrayList<>();

    private final HttpRoutes routes = HttpRoutes.NONE
            .get(
                    "/api/v1/status",
                    request -> Response.json(
                            200, new ObjectMapper().createObjectNode().put("last", request.number("last", 10, 1, 100))))
            .get("/fails", request -> {
                throw new BinrelayException(ErrorCode.KAFKA, "Kafka at k:9092: no answer.", true, null);
            })
            .get("/broken", request -> {
                throw new IllegalStateException("a secret of the program");
            })
            .getGuarded("/rows", request -> Response.json(200, "[\"a row\"]"))
            .post("/api/v1/stop", request -> {
                changes.add(request.json().path("reason").asText());
                return Response.json(200, new ObjectMapper().createObjectNode());
            });

    private ServiceHttp start(Optional<String> token) {
        ServiceHttp server = ServiceHttp.start(new HttpSettings("127.0.0.1", 0, token, Duration.ofSeconds(60)), routes);
        servers.add(server);
        return server;
    }

    @AfterEach
    void stop() {
        servers.forEach(ServiceHttp::close);
    }

    private HttpResponse<String> send(ServiceHttp server, String method, String path) throws Exception {
        return send(server, method, path, null, "");
    }

    private HttpResponse<String> send(
            ServiceHttp server, String method, String path, @Nullable String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                .timeout(LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String error(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return new ObjectMapper().readTree(response.body()).required("error").asText();
    }

    @Test
    void a_path_is_answered_by_its_route_and_parameters_are_checked() throws Exception {
        ServiceHttp server = start(Optional.empty());

        assertThat(send(server, "GET", "/api/v1/status").body()).contains("\"last\" : 10");
        assertThat(send(server, "GET", "/api/v1/status?last=%33").body()).contains("\"last\" : 3");
        HttpResponse<String> head = send(server, "HEAD", "/api/v1/status");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> wrong = send(server, "GET", "/api/v1/status?last=many");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(error(wrong)).isEqualTo("Parameter last=many: a whole number from 1 to 100 is allowed.");
    }

    @Test
    void an_unknown_path_is_404_and_names_those_there_are() throws Exception {
        HttpResponse<String> response = send(start(Optional.empty()), "GET", "/api/v1/status/");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response))
                .isEqualTo("There is no /api/v1/status/; there are /api/v1/status, /api/v1/stop, /broken, /fails,"
                        + " /rows.");
    }

    @Test
    void another_method_is_405_and_names_the_one_allowed() throws Exception {
        ServiceHttp server = start(Optional.of("s3cret"));

        HttpResponse<String> response = send(server, "DELETE", "/api/v1/status");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(error(response)).isEqualTo("/api/v1/status takes GET, HEAD only, not DELETE.");
        HttpResponse<String> head = send(server, "HEAD", "/api/v1/stop");
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void a_change_needs_the_token_of_the_service() throws Exception {
        ServiceHttp server = start(Optional.of("s3cret"));
        String body = "{\"reason\":\"maintenance\"}";

        HttpResponse<String> without = send(server, "POST", "/api/v1/stop", null, body);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        for (String wrong : List.of("Bearer s3cre", "Bearer s3crets", "bearer S3CRET")) {
            HttpResponse<String> refused = send(server, "POST", "/api/v1/stop", wrong, body);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(403);
            assertThat(error(refused)).isEqualTo("The token is not the one of this service (http.token).");
        }
        assertThat(send(server, "POST", "/api/v1/stop", "Basic s3cret", body).statusCode())
                .isEqualTo(401);
        assertThat(changes).isEmpty();

        assertThat(send(server, "POST", "/api/v1/stop", "Bearer s3cret", body).statusCode())
                .isEqualTo(200);
        assertThat(changes).containsExactly("maintenance");
    }

    @Test
    void what_shows_rows_takes_the_token_too_whatever_the_method_of_reading() throws Exception {
        ServiceHttp server = start(Optional.of("s3cret"));
        for (String method : List.of("GET", "HEAD")) {
            assertThat(send(server, method, "/rows").statusCode()).as(method).isEqualTo(401);
            assertThat(send(server, method, "/rows", "Bearer no", "").statusCode())
                    .as(method)
                    .isEqualTo(403);
            assertThat(send(server, method, "/rows", "Bearer s3cret", "").statusCode())
                    .as(method)
                    .isEqualTo(200);
        }
        assertThat(send(start(Optional.empty()), "GET", "/rows", "Bearer ", "").statusCode())
                .isEqualTo(403);
    }

    /** Each keeps a thread until it is cut off. */
    @Test
    void clients_that_do_not_finish_their_requests_keep_nobody_else_waiting() throws Exception {
        ServiceHttp server = start(Optional.of("s3cret"));
        URI address = URI.create("http://" + server.address());
        List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 0; client < 8; client++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /api/v1/stop HTTP/1.1\r\nHost: x\r\nContent-Le"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            long begun = System.nanoTime();
            assertThat(send(server, "GET", "/api/v1/status").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(changes).isEmpty();
    }

    @Test
    void without_a_token_of_its_own_a_service_takes_no_change_whatever_is_sent() throws Exception {
        HttpResponse<String> response =
                send(start(Optional.empty()), "POST", "/api/v1/stop", "Bearer ", "{\"reason\":\"x\"}");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(error(response)).contains("set http.token");
        assertThat(changes).isEmpty();
    }

    @Test
    void a_body_must_be_short_and_a_json_object() throws Exception {
        ServiceHttp server = start(Optional.of("s3cret"));
        String token = "Bearer s3cret";

        assertThat(send(server, "POST", "/api/v1/stop", token, " ".repeat(RouteDispatcher.MOST_BODY_BYTES + 1))
                        .statusCode())
                .isEqualTo(413);
        for (String body : List.of("[]", "{", "{} {}", "1")) {
            assertThat(send(server, "POST", "/api/v1/stop", token, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(changes).isEmpty();
        assertThat(send(server, "POST", "/api/v1/stop", token, "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_failure_is_told_in_its_words_and_a_defect_tells_nothing_of_the_program() throws Exception {
        ServiceHttp server = start(Optional.empty());

        HttpResponse<String> failed = send(server, "GET", "/fails");
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(error(failed)).isEqualTo("Kafka at k:9092: no answer.");
        HttpResponse<String> defect = send(server, "GET", "/broken");
        assertThat(defect.statusCode()).isEqualTo(500);
        assertThat(defect.body()).doesNotContain("secret");
    }

    @Test
    void two_services_of_a_machine_do_not_collide_and_a_port_that_is_taken_is_said() {
        ServiceHttp first = start(Optional.empty());
        ServiceHttp second = start(Optional.empty());
        assertThat(first.address()).startsWith("127.0.0.1:").isNotEqualTo(second.address());
        int taken = URI.create("http://" + first.address()).getPort();

        assertThatThrownBy(() -> ServiceHttp.start(
                        new HttpSettings("127.0.0.1", taken, Optional.empty(), LIMIT), HttpRoutes.NONE))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("cannot listen on 127.0.0.1:" + taken)
                .hasMessageContaining("Set http.port to a port that is free, to 0 for any, or to off");
    }

    @Test
    void settings_print_no_token() {
        assertThat(new HttpSettings("::1", 8080, Optional.of("s3cret"), LIMIT).toString())
                .isEqualTo("http ::1:8080, with a token");
    }
}
