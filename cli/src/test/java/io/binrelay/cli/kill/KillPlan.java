package io.binrelay.cli.kill;

import io.binrelay.relay.service.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which kills, in which order: the same for the same seed. Every victim and every stage comes once before any comes a
 * second time, and every victim before any other, so that a short run already covers as much as it can; apart from that
 * the order is shuffled.
 */
final class KillPlan {
    private static final int MOST_LOAD_MILLIS = 1_500;
    private static final int LEAST_LOAD_MILLIS = 200;
    private static final int MOST_PASSES = 20;
    /** Statements and transactions of several records are rarer than others. */
    private static final int MOST_PASSES_OF_RARE_STAGES = 2;

    private KillPlan() {}

    /**
     * @param rounds how many kills
     * @param replicas how many replicas there are
     */
    static List<Round> of(long seed, int rounds, int replicas) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Round> plan = new ArrayList<>();
        while (plan.size() < rounds) {
            List<Round> once = eachVictimFirst(shuffled(onceEach(), random));
            for (Round round : once.subList(0, Math.min(once.size(), rounds - plan.size()))) {
                plan.add(new Round(
                        plan.size() + 1,
                        round.victim(),
                        random.nextInt(replicas),
                        round.stage(),
                        moment(round.stage(), random)));
            }
        }
        return List.copyOf(plan);
    }

    /** Servers twice as often as any single stage: they can only be killed at random moments. */
    private static List<Round> onceEach() {
        List<Round> all = new ArrayList<>();
        for (Victim victim : Victim.values()) {
            all.add(new Round(0, victim, 0, null, 0));
            if (victim.stages().isEmpty()) {
                all.add(new Round(0, victim, 0, null, 0));
            }
            for (Stage stage : victim.stages()) {
                all.add(new Round(0, victim, 0, stage, 0));
            }
        }
        return all;
    }

    private static List<Round> eachVictimFirst(List<Round> rounds) {
        Set<Victim> seen = EnumSet.noneOf(Victim.class);
        List<Round> firsts = new ArrayList<>();
        List<Round> others = new ArrayList<>();
        for (Round round : rounds) {
            (seen.add(round.victim()) ? firsts : others).add(round);
        }
        firsts.addAll(others);
        return firsts;
    }

    private static int moment(@Nullable Stage stage, SplittableRandom random) {
        if (stage == null) {
            return random.nextInt(LEAST_LOAD_MILLIS, MOST_LOAD_MILLIS);
        }
        boolean rare = switch (stage) {
            case FRAGMENTS_COMMITTED, INTENT_RECORDED, STATEMENT_DONE_NOT_RECORDED -> true;
            case READ_NOT_PRODUCED,
                    PRODUCED_NOT_COMMITTED,
                    PRODUCED_AND_COMMITTED,
                    READ_NOT_APPLIED,
                    APPLIED_NOT_CHECKPOINTED,
                    APPLIED_NOT_COMMITTED,
                    COMMITTED_NOT_MIRRORED -> false;
        };
        return 1 + random.nextInt(rare ? MOST_PASSES_OF_RARE_STAGES : MOST_PASSES);
    }

    private static List<Round> shuffled(List<Round> rounds, SplittableRandom random) {
        List<Round> shuffled = new ArrayList<>(rounds);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            Round moved = shuffled.get(last);
            shuffled.set(last, shuffled.get(other));
            shuffled.set(other, moved);
        }
        return shuffled;
    }
}
