package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.control.GivenOrder;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfOrdersTest {
    private static final Order START = new Order.Start(new Until.AtOffset(7));

    private final List<Order> given = new ArrayList<>();
    private Orders heard = Orders.NONE;
    private boolean down;
    private long offset;

    private final SelfOrders own = new SelfOrders(
            order -> {
                if (down) {
                    throw new BinrelayException(ErrorCode.KAFKA, "Kafka is not there", true, null);
                }
                given.add(order);
            },
            () -> heard);

    private void hear(Order order) {
        heard = heard.with(new GivenOrder(offset++, "applier/r1", order, "dba@host", 7));
    }

    @Test
    void a_stop_is_given_once_for_each_start_though_it_is_asked_for_until_it_is_heard() {
        hear(START);
        own.stop("reached offset=7");
        own.stop("reached offset=7");
        assertThat(given).containsExactly(new Order.Stop("reached offset=7"));
        hear(given.get(0));
        own.stop("reached offset=7");
        assertThat(given).hasSize(1);

        hear(START);
        own.stop("reached offset=7");
        assertThat(given).hasSize(2);
    }

    @Test
    void a_stop_that_could_not_be_recorded_is_given_when_it_is_asked_for_again() {
        hear(START);
        down = true;
        own.stop("reached offset=7");
        down = false;
        own.stop("reached offset=7");
        assertThat(given).hasSize(1);
    }
}
