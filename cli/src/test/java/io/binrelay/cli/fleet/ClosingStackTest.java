package io.binrelay.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingStackTest {
    private final List<String> closed = new ArrayList<>();
    private final ClosingStack stack = new ClosingStack();

    @Test
    void the_newest_is_closed_first_and_everything_once() {
        stack.push(resource("broker"));
        stack.push(resource("source"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("source", "broker");
    }

    @Test
    void one_that_fails_does_not_keep_the_others_from_being_closed() {
        stack.push(resource("broker"));
        stack.push(failing("source"));
        stack.push(failing("replica"));

        assertThatThrownBy(stack::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Could not stop replica: stuck")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(closed).containsExactly("broker");
    }

    @Test
    void what_comes_too_late_is_closed_at_once() {
        stack.close();

        assertThatThrownBy(() -> stack.push(resource("late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stopping already: late is not started any more");
        assertThat(closed).containsExactly("late");
    }

    private AutoCloseable resource(String name) {
        return new AutoCloseable() {
            @Override
            public void close() {
                closed.add(name);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static AutoCloseable failing(String name) {
        return new AutoCloseable() {
            @Override
            public void close() {
                throw new IllegalArgumentException("stuck");
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
