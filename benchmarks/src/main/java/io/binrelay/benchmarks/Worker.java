package io.binrelay.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The main class of a contender's own process. The first argument says which: {@code capture}, {@code binlog-client},
 * {@code debezium-engine} and {@code applier} make one pass for each line on standard input and answer each with a line
 * that {@link Measurement#parse} reads; {@code capture-service} and {@code applier-service} just run. All end with
 * their standard input.
 */
public final class Worker {
    static final String CAPTURE_SERVICE = "capture-service";
    static final String APPLIER_SERVICE = "applier-service";

    private Worker() {}

    /** Runs the contender. */
    public static void main(String[] arguments) {
        PrintStream results = System.out;
        System.setOut(System.err); // whatever libraries print must not mix with the results
        // A thread of a library that is no daemon must keep the process neither at the end nor after a failure.
        Runtime.getRuntime().exit(run(arguments, results));
    }

    private static int run(String[] arguments, PrintStream results) {
        List<String> more = List.of(arguments).subList(1, arguments.length);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            if (arguments[0].endsWith("-service")) {
                return ServiceContender.run(arguments[0], more, orders);
            }
            Contender contender = contender(arguments[0], more);
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                Measurement measurement = contender.pass(List.of(order.split(" ", -1)));
                results.println(WorkerProcess.RESULT + measurement.format());
                results.flush();
            }
            return 0;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    private static Contender contender(String name, List<String> arguments) {
        Backlog backlog = Backlog.fromArguments(arguments);
        return switch (name) {
            case CaptureBenchmark.BINRELAY -> new CaptureContender(backlog, arguments.get(Backlog.ARGUMENTS));
            case CaptureBenchmark.CLIENT -> new BinlogClientContender(backlog, 7001);
            case CaptureBenchmark.ENGINE -> new DebeziumEngineContender(backlog, 7002);
            case ApplyBenchmark.BINRELAY -> new ApplierContender(backlog, arguments.get(Backlog.ARGUMENTS));
            default -> throw new IllegalArgumentException("unknown contender " + name);
        };
    }
}
