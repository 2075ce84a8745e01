package io.binrelay.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderRoutesTest {
    private final List<Order> given = new ArrayList<>();

    private Response post(boolean applier, String path, String body) {
        HttpRoutes routes = new OrderRoutes(applier ? Catalogues.APPLIER : Catalogues.CAPTURE, applier, order -> {
                    given.add(order);
                    return 41L + given.size();
                })
                .routes();
        return routes.find("/api/v1/" + path, HttpRoutes.CHANGE).orElseThrow().answer(new Request(Map.of(), body));
    }

    @Test
    void each_verb_records_its_order_and_tells_the_orders_offset() {
        assertThat(post(true, "start", "").body()).contains("\"order\" : 42");
        assertThat(post(true, "start", "{\"until\": \"offset=7\"}").status()).isEqualTo(202);
        post(true, "stop", "");
        post(true, "skip", "{\"transactions\": [17, 18]}");
        post(true, "skip", "{\"gtids\": [\"0-1-9\"]}");
        post(true, "change", "{\"settings\": {\"apply.delay.seconds\": 60}, \"reset\": [\"replica.port\"]}");
        post(false, "change", "{\"settings\": {\"source.port\": \"3307\"}}");
        assertThat(given)
                .containsExactly(
                        new Order.Start(null),
                        new Order.Start(new Until.AtOffset(7)),
                        new Order.Stop(null),
                        new Order.Skip(Set.of(17L, 18L), Set.of()),
                        new Order.Skip(Set.of(), Set.of("0-1-9")),
                        new Order.Change(Map.of("apply.delay.seconds", "60"), Set.of("replica.port")),
                        new Order.Change(Map.of("source.port", "3307"), Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "true;  start;  {'until': 'soon'};                              'soon': allowed is FILE:POS",
                "false; start;  {'until': 'offset=7'};                          until is for appliers",
                "false; skip;   {'transactions': [1]};                          skip is for appliers",
                "true;  skip;   {};                                             nothing is skipped",
                "true;  skip;   {'transactions': ['x']};                        is no number of a transaction",
                "true;  skip;   {'gtids': ['x']};                               is no set of GTIDs",
                "true;  change; {};                                             Nothing is changed",
                "true;  change; {'settings': {'apply.group.bytes': '-1'}};      allowed is a number of bytes",
                "true;  change; {'settings': {'replica.password': 's3cret'}};   replica.password.file",
                "true;  change; {'settings': {'source.port': '3307'}};          is no key of applier"
            })
    void what_makes_no_sense_is_refused_and_nothing_is_recorded(
            boolean applier, String path, String body, String message) {
        assertThatThrownBy(() -> post(applier, path, body.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining(message.strip())
                .hasMessageNotContaining("s3cret");
        assertThat(given).isEmpty();
    }
}
