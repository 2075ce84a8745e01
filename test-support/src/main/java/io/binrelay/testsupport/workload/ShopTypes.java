package io.binrelay.testsupport.workload;

import static io.binrelay.testsupport.workload.SeededValues.quote;
import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Transactions on the table of all types, with values at the edges of their ranges. The caller begins and commits. */
final class ShopTypes {
    private static final List<String> FLOATS =
            List.of("0", "-0e0", "1.1", "16777217", "3.4028234663852886e38", "1.401298464324817e-45", "-1e-7");
    private static final List<String> DOUBLES =
            List.of("0", "-0e0", "0.1", "1.7976931348623157e308", "2.2250738585072014e-308", "-123456789.123456789");

    private final SeededValues values;
    private final Engine engine;
    private final int lane;

    ShopTypes(SeededValues values, Engine engine, int lane) {
        this.values = requireNonNull(values, "values is null");
        this.engine = requireNonNull(engine, "engine is null");
        this.lane = lane;
    }

    void insert(ShopStatements sql) throws SQLException {
        int rows = 1 + values.below(4);
        for (int i = 0; i < rows; i++) {
            sql.change("INSERT INTO shop.types SET lane = " + lane + ", "
                    + assignments(100).stream().collect(Collectors.joining(", ")));
        }
    }

    void update(ShopStatements sql) throws SQLException {
        List<String> some = assignments(15);
        String changes = some.isEmpty() ? "i4 = " + values.below(100) : String.join(", ", some);
        sql.change("UPDATE shop.types SET " + changes + " WHERE lane = " + lane + " ORDER BY id DESC LIMIT "
                + (1 + values.below(5)));
    }

    void delete(ShopStatements sql) throws SQLException {
        sql.change("DELETE FROM shop.types WHERE lane = " + lane + " ORDER BY id LIMIT " + (1 + values.below(4)));
    }

    /** {@code column = value} for each column, or for so many of a hundred. */
    private List<String> assignments(int percent) {
        List<String> all = new ArrayList<>();
        addNumbers(all);
        addTimes(all);
        addStrings(all);
        all.removeIf(any -> !values.percent(percent));
        return all;
    }

    private void add(List<String> to, String column, String value) {
        to.add(column + " = " + (values.percent(12) ? "NULL" : value));
    }

    private void addNumbers(List<String> to) {
        add(to, "i1", edge(-128, 127));
        add(to, "u1", edge(0, 255));
        add(to, "i2", edge(-32_768, 32_767));
        add(to, "i3", edge(-8_388_608, 8_388_607));
        add(to, "u3", edge(0, 16_777_215));
        add(to, "i4", edge(Integer.MIN_VALUE, Integer.MAX_VALUE));
        add(to, "u4", edge(0, 4_294_967_295L));
        add(to, "i8", values.percent(10) ? "-9223372036854775808" : edge(-1_000_000_000_000L, 1_000_000_000_000L));
        add(to, "u8", values.percent(10) ? "18446744073709551615" : edge(0, Long.MAX_VALUE - 1));
        add(to, "n", (values.percent(50) ? "-" : "") + values.decimal(1_000_000, 10));
        add(to, "f", values.oneOf(FLOATS));
        add(to, "d", values.oneOf(DOUBLES));
        add(to, "b", "b'" + Integer.toBinaryString(values.below(1 << 17)) + "'");
    }

    private String edge(long low, long high) {
        return switch (values.below(6)) {
            case 0 -> Long.toString(low);
            case 1 -> Long.toString(high);
            case 2 -> "0";
            default -> Long.toString(values.between(low, high));
        };
    }

    private void addTimes(List<String> to) {
        String moment = values.moment();
        add(to, "y", values.percent(20) ? "0" : Integer.toString(1901 + values.below(255)));
        add(to, "dt", values.percent(15) ? "'0000-00-00'" : quote(moment.substring(0, 10)));
        add(to, "tm", values.percent(20) ? "'-838:59:59'" : quote(moment.substring(11, 19)));
        add(
                to,
                "tm6",
                quote(values.between(-838, 838) + ":59:" + String.format(Locale.ROOT, "%02d", values.below(60))
                        + ".000001"));
        add(to, "dtm", values.percent(10) ? "'9999-12-31 23:59:59'" : quote(moment.substring(0, 19)));
        add(to, "dtm6", values.percent(10) ? "'0000-00-00 00:00:00'" : quote(moment));
        add(to, "ts", values.percent(10) ? "'1970-01-01 00:00:01'" : quote(moment.substring(0, 19)));
        add(to, "ts3", values.percent(10) ? "'2038-01-19 03:14:07.999'" : quote(moment.substring(0, 23)));
    }

    private void addStrings(List<String> to) {
        add(to, "c", quote(values.percent(20) ? "" : values.word()));
        add(to, "l", values.percent(20) ? "_latin1 0xE9E8A4" : quote("plain ' \\ text"));
        add(to, "v", quote(values.words(values.below(20)) + "  "));
        add(to, "bn", values.bytes(values.below(9)));
        add(to, "vb", values.bytes(values.below(41)));
        add(to, "tb", values.bytes(values.below(100)));
        add(to, "bl", "REPEAT(" + values.bytes(16) + ", " + values.below(values.percent(3) ? 4_000 : 20) + ")");
        add(to, "t", "REPEAT(" + quote(values.words(3)) + ", " + values.below(20) + ")");
        add(to, "e", quote(values.oneOf(List.of("small", "", "groß", "not a member"))));
        add(to, "s", Integer.toString(values.below(8)));
        add(to, "j", json());
        if (engine == Engine.MYSQL) {
            add(
                    to,
                    "p",
                    "ST_GeomFromText('POINT(" + values.between(-80, 80) + " " + values.between(-80, 80) + ")', "
                            + (values.percent(50) ? "4326" : "0") + ")");
        }
    }

    /** On MySQL with scalars that have no text of their own: DECIMAL, DATETIME, TIME (trap 24). */
    private String json() {
        return switch (values.below(6)) {
            case 0 -> "'null'";
            case 1 -> "'[1, -1, 1.5, 1e300, \"x\", true, {}, []]'";
            case 2 ->
                "JSON_OBJECT('n', CAST(" + values.decimal(1_000_000, 5) + " AS DECIMAL(20,5)), 'at', CAST("
                        + quote(values.moment()) + " AS DATETIME(6)))";
            case 3 ->
                "JSON_ARRAY(CAST('-10:11:12.5' AS TIME(6)), " + values.below(1_000_000) + ", " + quote(values.words(5))
                        + ")";
            case 4 ->
                "JSON_OBJECT(" + quote(values.word()) + ", JSON_OBJECT(" + quote(values.word()) + ", JSON_ARRAY("
                        + values.below(40_000) + ", NULL)))";
            default -> "JSON_OBJECT('long', REPEAT('x', " + values.below(300) + "))";
        };
    }
}
