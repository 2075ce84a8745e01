package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.Collations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The replica's collation for one of the source's: the same where the replica has it, else the one of the same
 * character set that orders most alike. Bytes are the same under any; order and equality may differ a little, so that a
 * unique key may refuse (1062) what the source's took. Immutable.
 *
 * <p>Sources: {@code information_schema.COLLATIONS} of both; MariaDB {@code strings/ctype-uca1400.h} for the ids.
 */
public final class CollationCounterparts {
    /** Ids up to here mean the same in both families. */
    private static final int SHARED_IDS = 247;

    private static final int NOPAD = 1024;
    private static final int UCA_1400 = 2048;

    /** Those of MySQL that have no language. */
    private static final Map<Integer, String> MYSQL_BY_ID = Map.of(
            255, "utf8mb4_0900_ai_ci",
            278, "utf8mb4_0900_as_cs",
            305, "utf8mb4_0900_as_ci",
            309, "utf8mb4_0900_bin");

    private final Predicate<String> known;
    private final IntFunction<@Nullable String> sharedName;

    /**
     * @param known whether the replica has a collation of this name, in lower case
     * @param sharedName the replica's name of a collation by its id
     */
    public CollationCounterparts(Predicate<String> known, IntFunction<@Nullable String> sharedName) {
        this.known = requireNonNull(known, "known is null");
        this.sharedName = requireNonNull(sharedName, "sharedName is null");
    }

    /** The replica's collation for a name of the source's; null where there is none. */
    public @Nullable String of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return candidates(lower).stream().filter(known).findFirst().orElse(null);
    }

    /** The replica's collation for an id of the source's; null where there is none. */
    @Nullable
    String of(int id) {
        String name = nameOf(id);
        return name == null ? null : of(name);
    }

    private @Nullable String nameOf(int id) {
        if (id <= SHARED_IDS) {
            return sharedName.apply(id);
        }
        if (id >= UCA_1400) {
            String charset = Collations.charset(id);
            boolean root = (id & 0xf8) == 0;
            return charset == null || !root
                    ? null
                    : charset + "_uca1400_" + ((id & 4) == 0 ? "" : "nopad_") + ((id & 2) == 0 ? "ai" : "as")
                            + ((id & 1) == 0 ? "_ci" : "_cs");
        }
        if (id > NOPAD && id <= NOPAD + SHARED_IDS) {
            String name = sharedName.apply(id - NOPAD);
            int end = name == null ? -1 : name.lastIndexOf('_');
            return end < 0 ? null : requireNonNull(name).substring(0, end) + "_nopad" + name.substring(end);
        }
        return MYSQL_BY_ID.get(id);
    }

    private static List<String> candidates(String name) {
        List<String> candidates = new ArrayList<>(List.of(name));
        if (name.startsWith("utf8mb4_0900_")) {
            String kind = name.substring("utf8mb4_0900_".length());
            candidates.add(kind.equals("bin") ? "utf8mb4_nopad_bin" : "utf8mb4_uca1400_nopad_" + kind);
            candidates.add(kind.equals("bin") ? "utf8mb4_bin" : "utf8mb4_unicode_520_nopad_ci");
        } else if (name.contains("uca1400_")) {
            String kind = name.substring(name.indexOf("uca1400_") + "uca1400_".length())
                    .replace("nopad_", "");
            boolean threeBytes = name.startsWith("utf8mb3_");
            candidates.add(threeBytes ? "utf8mb3_unicode_520_ci" : "utf8mb4_0900_" + kind);
            candidates.add(threeBytes ? "utf8_unicode_520_ci" : "utf8mb4_unicode_520_ci");
        } else if (name.contains("_nopad_")) {
            if (name.equals("utf8mb4_nopad_bin")) {
                candidates.add("utf8mb4_0900_bin");
            }
            candidates.add(name.replace("_nopad_", "_"));
        }
        for (String each : List.copyOf(candidates)) {
            if (each.startsWith("utf8_")) {
                candidates.add("utf8mb3_" + each.substring("utf8_".length()));
            } else if (each.startsWith("utf8mb3_")) {
                candidates.add("utf8_" + each.substring("utf8mb3_".length()));
            }
        }
        return candidates;
    }
}
