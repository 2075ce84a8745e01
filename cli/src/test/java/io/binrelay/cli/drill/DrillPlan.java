package io.binrelay.cli.drill;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which rounds, in which order: the same for the same seed. Every combination of victims comes once before any comes a
 * second time; apart from that order and moments are random.
 */
final class DrillPlan {
    private static final int MOST_MILLIS = 1_500;
    private static final int MOST_MILLIS_TO_THE_END = 4_000;

    /** A JVM has to start, and to find where it left off, before commits are acknowledged again. */
    private static final int MILLIS_TO_RETURN = 5_000;

    private DrillPlan() {}

    /**
     * @param rounds how many
     * @param brokers how many there are to choose from
     */
    static List<DrillRound> of(long seed, int rounds, int brokers) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Set<DrillVictim>> combinations = new ArrayList<>();
        List<DrillRound> plan = new ArrayList<>();
        while (plan.size() < rounds) {
            if (combinations.isEmpty()) {
                combinations.addAll(combinations());
            }
            Set<DrillVictim> victims = combinations.remove(random.nextInt(combinations.size()));
            plan.add(round(plan.size() + 1, victims, brokers, random));
        }
        return List.copyOf(plan);
    }

    /** All sets of victims but the empty one. */
    private static List<Set<DrillVictim>> combinations() {
        List<Set<DrillVictim>> combinations = new ArrayList<>();
        for (DrillVictim victim : DrillVictim.values()) {
            for (Set<DrillVictim> others : List.copyOf(combinations)) {
                Set<DrillVictim> more = EnumSet.copyOf(others);
                more.add(victim);
                combinations.add(more);
            }
            combinations.add(EnumSet.of(victim));
        }
        return combinations;
    }

    private static DrillRound round(int number, Set<DrillVictim> victims, int brokers, SplittableRandom random) {
        Map<DrillVictim, Integer> moments = new EnumMap<>(DrillVictim.class);
        int last = 0;
        for (DrillVictim victim : victims) {
            int moment = random.nextInt(MOST_MILLIS);
            moments.put(victim, moment);
            last = Math.max(last, moment);
        }
        boolean returns =
                victims.contains(DrillVictim.CAPTURE) && !victims.contains(DrillVictim.SOURCE) && random.nextBoolean();
        int end = last + random.nextInt(MOST_MILLIS_TO_THE_END) + (returns ? MILLIS_TO_RETURN : 0);
        return new DrillRound(
                number, moments, random.nextInt(brokers), end, returns, random.nextBoolean(), random.nextBoolean());
    }
}
