package io.binrelay.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.config.Catalogues;
import io.binrelay.relay.control.GivenOrder;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderRoutesTest {
    private final List<Order> given = new ArrayList<>();

    private Orders standing() {
        Orders orders = Orders.NONE;
        for (Order order : given) {
            orders = orders.with(new GivenOrder(42, "applier/replica1", order, "dba@host", 1));
        }
        return orders;
    }

    private Response post(boolean applier, String path, String body) {
        ServiceId service = applier ? ServiceId.ofApplier("shop", "replica1", "1") : ServiceId.ofCapture("shop", "1");
        HttpRoutes routes = new OrderRoutes(
                        service, applier ? Catalogues.APPLIER : Catalogues.CAPTURE, this::standing, order -> {
                            given.add(order);
                            return 41L + given.size();
                        })
                .routes();
        return routes.find("/api/v1/" + path, HttpRoutes.CHANGE)
                .orElseThrow()
                .handler()
                .answer(new Request(Map.of(), body));
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

    @Test
    void a_stopped_replica_is_reset_and_a_running_one_is_not() {
        assertThatThrownBy(() -> post(true, "reset", ""))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
                .hasMessage("replica1 is not stopped: stop it first: 'binrelay stop replica1'. Nothing was reset.");
        assertThat(given).isEmpty();
        post(true, "stop", "");
        assertThat(post(true, "reset", "{\"all\": true}").status()).isEqualTo(202);
        assertThat(given).containsExactly(new Order.Stop(null), new Order.Reset(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "true;  start;  {'until': 'soon'};                              'soon': allowed is FILE:POS",
                "false; start;  {'until': 'offset=7'};                          until is for appliers",
                "false; skip;   {'transactions': [1]};                          skip is for appliers",
                "true;  start;  {'untill': 'offset=7'};                         There is no field untill here; there are until.",
                "true;  stop;   {'reason': 'x'};                                There is no field reason here; there are none.",
                "false; reset;  {};                                             reset is for appliers",
                "true;  reset;  {'all': 'yes'};                                 all is true or false.",
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
