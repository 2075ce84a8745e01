package io.binrelay.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    private static GtidSet mysql(String text) {
        return GtidSet.parse(Family.MYSQL, text);
    }

    private static GtidSet mariadb(String text) {
        return GtidSet.parse(Family.MARIADB, text);
    }

    @Test
    void intervalsAreSortedAndJoinedInTheCanonicalForm() {
        assertThat(mysql(B + ":7,\n " + A.toUpperCase(Locale.ROOT) + ":5:1-3:4:9-10 "))
                .hasToString(A + ":1-5:9-10," + B + ":7");
        assertThat(mysql("")).hasToString("").isEqualTo(GtidSet.empty(Family.MYSQL));
        assertThat(mysql("").isEmpty()).isTrue();
    }

    @Test
    void trap52_tagsComeBehindTheTransactionsWithoutTag() {
        GtidSet set = mysql(A + ":tag_b:1-2:Tag_A:4," + A + ":3");
        assertThat(set).hasToString(A + ":3:tag_a:4:tag_b:1-2");
        assertThat(set.contains(A + ":tag_b:2")).isTrue();
        assertThat(set.contains(A + ":2")).isFalse();
        assertThat(set.add(A + ":tag_b:3")).hasToString(A + ":3:tag_a:4:tag_b:1-3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-5",
                A,
                A + ":",
                A + ":0",
                A + ":5-3",
                A + ":1-",
                A + ":a:b:1",
                A + ":tag",
                A + ":1:tag",
                A + ":9223372036854775807",
                A + ":99999999999999999999",
                "0-1-5"
            })
    void textsThatAreNoSetOfMySqlAreRefused(String text) {
        assertThatThrownBy(() -> mysql(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no GTID set of MySQL")
                .hasMessageContaining("expected e.g.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", A + ":1-2", A + ":1:2", A + ":1," + B + ":1", A + ":1-1"})
    void whatIsNotOneTransactionIsNoGtid(String text) {
        assertThatThrownBy(() -> mysql(A + ":1").contains(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-1", "0-1-5-6", A + ":1", "0-4294967296-1", "0-1-99999999999999999999"})
    void textsThatAreNoPositionOfMariaDbAreRefused(String text) {
        assertThatThrownBy(() -> mariadb(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no GTID position of MariaDB (expected e.g. 0-1-100,1-2-30)");
    }

    @Test
    void aPositionOfMariaDbMeansAllBeforeItInItsDomain() {
        GtidSet set = mariadb("1-2-30,0-1-100");
        assertThat(set).hasToString("0-1-100,1-2-30");
        assertThat(set.contains("0-7-100")).isTrue();
        assertThat(set.contains("0-1-101")).isFalse();
        assertThat(set.contains("2-1-1")).isFalse();
        assertThat(set.add("0-7-101")).hasToString("0-7-101,1-2-30");
        assertThat(set.add("0-7-99")).isEqualTo(set);
    }

    @Test
    void ofSeveralServersInOneDomainOfMariaDbTheLastCounts() {
        assertThat(mariadb("0-1-5,0-2-10,0-3-7")).hasToString("0-2-10");
    }

    @Test
    void positionsOfMariaDbAreComparedDomainByDomain() {
        GtidSet set = mariadb("0-1-100,1-2-30");
        assertThat(set.union(mariadb("0-1-50,1-2-31,2-1-1"))).hasToString("0-1-100,1-2-31,2-1-1");
        assertThat(set.subtract(mariadb("0-1-50,1-2-30"))).hasToString("0-1-100");
        assertThat(mariadb("0-1-99").isSubsetOf(set)).isTrue();
        assertThat(mariadb("0-1-101").isSubsetOf(set)).isFalse();
        assertThat(mariadb("3-1-1").isSubsetOf(set)).isFalse();
        assertThat(GtidSet.empty(Family.MARIADB).isSubsetOf(set)).isTrue();
    }

    @Test
    void setsOfDifferentFamiliesDoNotMix() {
        assertThatThrownBy(() -> mysql(A + ":1").union(mariadb("0-1-1")))
                .hasMessageContaining("expected a set of MySQL");
        assertThatThrownBy(() -> mariadb("0-1-1").isSubsetOf(mysql(A + ":1")))
                .hasMessageContaining("expected a position of MariaDB");
    }

    /**
     * Random sets of MySQL against sets of their single transactions. A failure prints its seed; {@code -Dseed=}
     * repeats it.
     */
    @Test
    void theAlgebraOfMySqlsSetsIsThatOfSets() {
        Long only = Long.getLong("seed");
        for (long seed = only == null ? 1 : only; seed <= (only == null ? 500 : only); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<String> first = randomGtids(random);
            Set<String> second = randomGtids(random);
            GtidSet one = addedOneByOne(first, random);
            GtidSet two = mysql(String.join(",", second));
            String description = "seed " + seed;
            assertThat(gtids(one)).as(description).isEqualTo(first);
            assertThat(gtids(mysql(one.toString()))).as(description).isEqualTo(first);
            assertThat(mysql(one.toString())).as(description).isEqualTo(one).hasSameHashCodeAs(one);
            assertThat(gtids(one.union(two))).as(description).isEqualTo(union(first, second));
            assertThat(one.union(two)).as(description).isEqualTo(two.union(one));
            assertThat(gtids(one.subtract(two))).as(description).isEqualTo(difference(first, second));
            assertThat(one.isSubsetOf(two)).as(description).isEqualTo(second.containsAll(first));
            assertThat(one.isSubsetOf(one.union(two))).as(description).isTrue();
            assertThat(one.subtract(one).isEmpty()).as(description).isTrue();
            String any = randomGtid(random);
            assertThat(one.contains(any)).as(description + " " + any).isEqualTo(first.contains(any));
        }
    }

    private static GtidSet addedOneByOne(Set<String> gtids, SplittableRandom random) {
        List<String> left = new ArrayList<>(gtids);
        GtidSet set = GtidSet.empty(Family.MYSQL);
        while (!left.isEmpty()) {
            set = set.add(left.remove(random.nextInt(left.size())));
        }
        return set;
    }

    private static Set<String> randomGtids(SplittableRandom random) {
        Set<String> gtids = new TreeSet<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            gtids.add(randomGtid(random));
        }
        return gtids;
    }

    private static String randomGtid(SplittableRandom random) {
        return (random.nextBoolean() ? A : B) + (random.nextInt(3) == 0 ? ":tag:" : ":") + (1 + random.nextInt(12));
    }

    /** The set's transactions, from its text by other means than the product's. */
    private static Set<String> gtids(GtidSet set) {
        Set<String> gtids = new TreeSet<>();
        String prefix = "";
        for (String part : set.toString().split("[:,]", -1)) {
            if (part.length() == 36) {
                prefix = part;
            } else if (part.equals("tag")) {
                prefix += ":tag";
            } else if (!part.isEmpty()) {
                String[] bounds = part.split("-", -1);
                long last = Long.parseLong(bounds[bounds.length - 1]);
                for (long number = Long.parseLong(bounds[0]); number <= last; number++) {
                    gtids.add(prefix + ":" + number);
                }
            }
        }
        return gtids;
    }

    private static Set<String> union(Set<String> one, Set<String> two) {
        Set<String> result = new TreeSet<>(one);
        result.addAll(two);
        return result;
    }

    private static Set<String> difference(Set<String> one, Set<String> two) {
        Set<String> result = new TreeSet<>(one);
        result.removeAll(two);
        return result;
    }
}
