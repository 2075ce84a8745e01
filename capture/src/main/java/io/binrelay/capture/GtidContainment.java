package io.binrelay.capture;

import io.binrelay.schemas.model.Family;
import java.util.Locale;

/**
 * Whether a source still knows a transaction.
 *
 * <p>MySQL's set is written {@code uuid:1-5:7,uuid:tag:1-3} (manual, "GTID Sets"), MariaDB's position
 * {@code domain-server-sequence} for the last transaction of each domain.
 */
final class GtidContainment {
    private GtidContainment() {}

    /**
     * Whether the set holds the transaction.
     *
     * @param gtid {@code uuid:n}, {@code uuid:tag:n} or {@code domain-server-sequence}
     * @param set may be empty
     */
    static boolean contains(Family family, String set, String gtid) {
        return family == Family.MYSQL ? mysqlContains(set, gtid) : mariaDbContains(set, gtid);
    }

    private static boolean mysqlContains(String set, String gtid) {
        int last = gtid.lastIndexOf(':');
        String origin = gtid.substring(0, last).toLowerCase(Locale.ROOT);
        long number = Long.parseLong(gtid.substring(last + 1));
        for (String part : set.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] fields = part.strip().split(":", -1);
            String uuid = fields[0];
            String current = uuid;
            for (int i = 1; i < fields.length; i++) {
                boolean interval = !fields[i].isEmpty() && Character.isDigit(fields[i].charAt(0));
                if (!interval) {
                    current = uuid + ":" + fields[i];
                } else if (current.equals(origin) && intervalContains(fields[i], number)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean intervalContains(String interval, long number) {
        int dash = interval.indexOf('-');
        long from = Long.parseLong(dash < 0 ? interval : interval.substring(0, dash));
        long to = dash < 0 ? from : Long.parseLong(interval.substring(dash + 1));
        return from <= number && number <= to;
    }

    private static boolean mariaDbContains(String set, String gtid) {
        String[] wanted = gtid.split("-", -1);
        for (String part : set.split(",", -1)) {
            String[] last = part.strip().split("-", -1);
            if (last.length == 3 && last[0].equals(wanted[0])) {
                return Long.parseLong(last[2]) >= Long.parseLong(wanted[2]);
            }
        }
        return false;
    }
}
