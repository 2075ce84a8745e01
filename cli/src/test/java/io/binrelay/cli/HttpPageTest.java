package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.applier.ApplierWiring;
import io.binrelay.capture.CaptureWiring;
import io.binrelay.cli.http.HttpRoutes;
import io.binrelay.cli.http.HttpSettings;
import io.binrelay.cli.http.ServedService;
import io.binrelay.cli.http.ServiceHttp;
import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.status.ServiceId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/HTTP.md has a line of curl for every path that services answer, and for no other. */
final class HttpPageTest {
    private static final Pattern CURL = Pattern.compile(" {4}curl (.*)\"?\\$URL(/[^ ?\"]*).*");

    @Test
    void the_page_names_every_path_its_method_and_whether_it_takes_the_token_and_no_other() throws Exception {
        Set<String> documented = documented();
        assertThat(documented).hasSizeGreaterThan(15);
        assertThat(served(capture())).isEqualTo(documented);
        assertThat(served(applier())).isEqualTo(documented);
    }

    private static ServiceApi capture() {
        ConfigSources sources = ConfigSources.ofSettings(Map.of(
                "channel", "shop",
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "source.host", "127.0.0.1",
                "source.user", "u",
                "source.password", "p",
                "source.server.id", "9"));
        Configuration configuration = Configuration.load(Catalogues.CAPTURE, sources);
        return api(CaptureWiring.starting(configuration, "1", 1).service(), Catalogues.CAPTURE, configuration, sources);
    }

    private static ServiceApi applier() {
        ConfigSources sources = ConfigSources.ofSettings(Map.of(
                "channel", "shop",
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "replica.name", "replica1",
                "replica.host", "127.0.0.1",
                "replica.user", "u",
                "replica.password", "p"));
        Configuration configuration = Configuration.load(Catalogues.APPLIER, sources);
        return api(ApplierWiring.starting(configuration, "1", 1).service(), Catalogues.APPLIER, configuration, sources);
    }

    private static ServiceApi api(ServiceId id, KeyCatalogue keys, Configuration configuration, ConfigSources sources) {
        return new ServiceApi(
                new ServedService(id, configuration, sources, Map::of), keys, () -> Orders.NONE, order -> 0L);
    }

    /** As the service itself lists them. */
    private static Set<String> served(ServiceApi api) throws Exception {
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, Optional.empty(), Duration.ofSeconds(60));
        HttpRoutes routes = api.routes(settings);
        try (api;
                ServiceHttp server = ServiceHttp.start(settings, routes)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + server.address() + ServiceApi.ROOT))
                    .build();
            JsonNode index = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
            Set<String> listed = new TreeSet<>();
            for (JsonNode route : index.get("routes")) {
                listed.add(route.get("method").asText() + " "
                        + route.get("path").asText() + (route.get("token").asBoolean() ? " with the token" : ""));
            }
            assertThat(listed).hasSize(routes.paths().size());
            return listed;
        }
    }

    private static Set<String> documented() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(Documentation.page("docs/HTTP.md"))) {
            Matcher curl = CURL.matcher(line);
            if (curl.matches()) {
                named.add((curl.group(1).contains("-X POST ") ? "POST " : "GET ")
                        + curl.group(2)
                        + (curl.group(1).contains("Bearer $TOKEN") ? " with the token" : ""));
            } else {
                assertThat(line).doesNotContain("curl $").doesNotStartWith("    curl");
            }
        }
        return named;
    }
}
