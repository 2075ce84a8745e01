package io.binrelay.simulation;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.ApplyLoop;
import io.binrelay.applier.ApplySettings;
import io.binrelay.applier.Guidance;
import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.GroupLimits;
import io.binrelay.capture.CapturePace;
import io.binrelay.capture.CaptureReport;
import io.binrelay.capture.CaptureService;
import io.binrelay.capture.CaptureSettings;
import io.binrelay.capture.CaptureStart;
import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import io.binrelay.simulation.Faults.ProcessKilled;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One run: a source, one or two captures, two replicas with one or two appliers each. In each step one of them, chosen
 * at random, does one round; processes are killed, paused and started at random; the invariants are checked after every
 * step. At the end all faults cease, and everything has to catch up.
 *
 * <p>The same seed gives the same run.
 */
final class Simulation {
    private static final int MOST_STEPS_TO_CATCH_UP = 20_000;

    private final SplittableRandom random;
    private final Faults faults;
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedSource source;
    private final InMemoryRelayLog log;
    private final Invariants invariants;
    private final Map<String, SimulatedReplicaServer> replicas = new TreeMap<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<SimulatedProcess> dead = new ArrayList<>();
    private int kills;

    /** Where a process runs, or will run again. */
    private static final class Slot {
        private final Supplier<SimulatedProcess> program;
        private SimulatedProcess process;
        private boolean alive = true;
        private long sleepsUntilNanos;

        Slot(Supplier<SimulatedProcess> program) {
            this.program = program;
            this.process = program.get();
        }
    }

    Simulation(long seed) {
        this.random = new SplittableRandom(seed);
        this.faults = new Faults(random.split());
        this.source = new SimulatedSource(random.split());
        this.log = new InMemoryRelayLog(new AvroRecordDecoder());
        log.inject(faults);
        this.invariants = new Invariants(source, log);
        addSlots(1 + random.nextInt(2), this::newCapture);
        for (String replica : List.of("replica1", "replica2")) {
            replicas.put(replica, new SimulatedReplicaServer());
            addSlots(1 + random.nextInt(2), () -> newApplier(replica));
        }
    }

    /**
     * Runs it.
     *
     * @return how many processes were killed
     * @throws Invariants.Violation an invariant does not hold
     */
    int run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        source.settle();
        faults.end();
        catchUp();
        invariants.checkEnd(replicas);
        return kills;
    }

    private void step() {
        int choice = random.nextInt(100);
        if (choice < 12) {
            source.act();
        } else if (choice < 14 && !dead.isEmpty()) {
            dead.remove(0).noticedDead();
        } else if (choice < 15) {
            log.handOver(random.nextBoolean() ? "replica1" : "replica2");
        } else if (choice < 16) {
            server(random.nextBoolean() ? "replica1" : "replica2").restart();
        } else if (choice < 17) {
            Slot slot = slots.get(random.nextInt(slots.size()));
            slot.sleepsUntilNanos =
                    time.nanos() + Duration.ofSeconds(random.nextInt(60)).toNanos();
        } else {
            run(slots.get(random.nextInt(slots.size())));
        }
        time.advance(Duration.ofMillis(random.nextInt(100)));
        check();
    }

    private void catchUp() {
        for (int i = 0; !isCaughtUp(); i++) {
            if (i > MOST_STEPS_TO_CATCH_UP) {
                throw new Invariants.Violation(
                        "NoTransactionLost", "nothing fails, yet not all arrives: " + describe());
            }
            for (Iterator<SimulatedProcess> each = dead.iterator(); each.hasNext(); ) {
                each.next().noticedDead();
                each.remove();
            }
            run(slots.get(random.nextInt(slots.size())));
            time.advance(Duration.ofMillis(random.nextInt(100)));
            check();
        }
    }

    private void run(Slot slot) {
        if (time.nanos() < slot.sleepsUntilNanos) {
            return;
        }
        if (!slot.alive) {
            slot.process = slot.program.get();
            slot.alive = true;
        }
        try {
            Duration pause = slot.process.runOnce();
            slot.sleepsUntilNanos = time.nanos() + pause.toNanos();
        } catch (ProcessKilled e) {
            kills++;
            bury(slot);
        } catch (WriterFencedException e) {
            bury(slot);
        }
    }

    private void bury(Slot slot) {
        dead.add(slot.process);
        slot.alive = false;
        slot.sleepsUntilNanos =
                time.nanos() + Duration.ofMillis(random.nextInt(20_000)).toNanos();
    }

    private void check() {
        invariants.checkLog();
        replicas.forEach(invariants::checkReplica);
    }

    private boolean isCaughtUp() {
        return invariants.wholeTransactions() == source.transactions()
                && replicas.values().stream().allMatch(replica -> sequence(replica) == source.transactions());
    }

    private static long sequence(SimulatedReplicaServer replica) {
        Checkpoint checkpoint = replica.checkpoint();
        return checkpoint == null ? 0 : checkpoint.sequence();
    }

    private String describe() {
        StringBuilder text = new StringBuilder("source ")
                .append(source.transactions())
                .append(", log ")
                .append(invariants.wholeTransactions());
        replicas.forEach(
                (name, replica) -> text.append(", ").append(name).append(' ').append(sequence(replica)));
        return text.toString();
    }

    private void addSlots(int count, Supplier<SimulatedProcess> program) {
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(program));
        }
    }

    private SimulatedProcess newCapture() {
        SimulatedPorts ports = new SimulatedPorts(source, log, faults, random.split());
        ServiceStatus starting =
                ServiceStatus.starting(ServiceId.ofCapture("simulated", "test"), "source:3306", time.epochMillis());
        CaptureSettings settings = new CaptureSettings(
                new CaptureStart.Earliest(),
                1 + random.nextInt(600),
                new CapturePace(1 + random.nextInt(1_500), Duration.ofMillis(100), Duration.ofSeconds(5)),
                Duration.ofDays(1));
        CaptureService service = new CaptureService(
                ports, settings, newBackoff(), new CaptureReport(starting, StatusSink.UNWATCHED, time), time, faults);
        return new SimulatedProcess() {
            @Override
            public Duration runOnce() {
                service.runOnce();
                return Duration.ZERO;
            }

            @Override
            public void noticedDead() {
                // Kafka keeps its transaction open until the next writer aborts it; the source's connection is gone.
            }
        };
    }

    private SimulatedProcess newApplier(String replica) {
        List<RelayReader> readers = new ArrayList<>();
        SimulatedReplica connection = new SimulatedReplica(server(replica), faults);
        ApplySettings settings = new ApplySettings(
                new GroupLimits(1 + random.nextInt(5), 1 + random.nextInt(3_000)),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                false);
        ApplyLoop loop = new ApplyLoop(
                () -> {
                    RelayReader reader = log.newReader(replica);
                    readers.add(reader);
                    return reader;
                },
                connection,
                settings,
                newBackoff(),
                faults,
                time,
                Guidance.NONE);
        return new SimulatedProcess() {
            @Override
            public Duration runOnce() {
                return loop.runOnce();
            }

            @Override
            public void noticedDead() {
                readers.forEach(RelayReader::close);
                server(replica).disconnect(connection);
            }
        };
    }

    private Backoff newBackoff() {
        return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2), random.nextLong());
    }

    private SimulatedReplicaServer server(String replica) {
        return requireNonNull(replicas.get(replica), replica);
    }
}
