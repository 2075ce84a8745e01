package io.binrelay.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final OwnStatus own = new OwnStatus();
    private final LoopPulse pulse = new LoopPulse(nanos::get);
    private final ServiceHttp server = ServiceHttp.start(
            new HttpSettings("127.0.0.1", 0, Optional.empty(), Duration.ofSeconds(60)),
            new HealthRoutes(own, pulse, Duration.ofSeconds(60)).routes());
    private final ServiceStatus starting =
            ServiceStatus.starting(ServiceId.ofApplier("shop", "replica1", "1"), "db:3306", 1_000);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void a_process_is_live_while_its_loop_turns() throws Exception {
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        HttpResponse<String> hanging = get("/health/live");
        assertThat(hanging.statusCode()).isEqualTo(503);
        assertThat(new ObjectMapper()
                        .readTree(hanging.body())
                        .get("last_round_seconds")
                        .asDouble())
                .isEqualTo(60);
        pulse.beat();
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void a_service_is_ready_while_it_does_its_work_or_stands_by_for_it() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        for (ServiceState state : ServiceState.values()) {
            own.publish(starting.withState(state, 2_000));
            assertThat(get("/health/ready").statusCode())
                    .as(state.name())
                    .isEqualTo(state == ServiceState.RUNNING || state == ServiceState.STANDBY ? 200 : 503);
        }
    }

    @Test
    void one_that_is_not_ready_says_its_state_and_its_error() throws Exception {
        own.publish(starting.withError(new Failure(ErrorCode.APPLY, 1062, "Duplicate entry '1'. Remove it.", 5_000, 3))
                .withState(ServiceState.FAILED, 5_000));

        JsonNode body = new ObjectMapper().readTree(get("/health/ready").body());

        assertThat(body.get("ready").asBoolean()).isFalse();
        assertThat(body.get("state").asText()).isEqualTo("failed");
        assertThat(body.get("error").get("errno").asInt()).isEqualTo(1062);
        assertThat(body.get("error").get("times").asInt()).isEqualTo(3);
        assertThat(body.get("error").get("message").asText()).isEqualTo("Duplicate entry '1'. Remove it.");
    }
}
