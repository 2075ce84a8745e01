package io.binrelay.testsupport.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeededValuesTest {
    private static final long SEED = Long.getLong("seed", 5);

    @Test
    void theSameSeedGivesTheSameValuesAndAnotherOthers() {
        assertThat(some(SEED)).isEqualTo(some(SEED)).isNotEqualTo(some(SEED + 1));
    }

    private static List<String> some(long seed) {
        SeededValues values = new SeededValues(seed);
        List<String> some = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            some.add(values.words(3)
                    + values.moment()
                    + values.decimal(100, 2)
                    + values.bytes(4)
                    + values.between(-5, 5));
        }
        return some;
    }

    @Test
    void valuesHaveTheFormThatSqlNeeds() {
        SeededValues values = new SeededValues(SEED);
        for (int i = 0; i < 500; i++) {
            assertThat(values.moment())
                    .as("seed %s", SEED)
                    .matches("202\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
            assertThat(values.decimal(1_000, 4)).as("seed %s", SEED).matches("\\d{1,3}\\.\\d{4}");
            assertThat(values.between(-1, 1)).as("seed %s", SEED).isBetween(-1L, 1L);
        }
        assertThat(values.bytes(0)).isEqualTo("''");
        assertThat(values.bytes(3)).matches("0x[0-9A-F]{6}");
        assertThat(SeededValues.quote("it's a \\")).isEqualTo("'it''s a \\\\'");
    }

    @Test
    void definitionChangesAreToldFromTransactions() {
        assertThat(StepKind.PLACE_ORDER.isDdl()).isFalse();
        assertThat(StepKind.CALL_PROCEDURE.isDdl()).isFalse();
        assertThat(StepKind.ALTER_COLUMN.isDdl()).isTrue();
        assertThat(StepKind.ACCOUNT.isDdl()).isTrue();
        assertThat(StepKind.values()).allMatch(kind -> kind.weight() > 0);
    }
}
