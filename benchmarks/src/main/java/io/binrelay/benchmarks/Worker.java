package io.binrelay.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a contender's own process: one pass for each line on standard input, one {@link Measurement} line
 * on standard output for each pass. Ends with its standard input.
 */
public final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream results = System.out;
        System.setOut(System.err); // whatever libraries print must not mix with the results
        Contender contender = contender(arguments);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
            results.println(contender.pass().format());
            results.flush();
        }
        Runtime.getRuntime().exit(0); // a peer's threads that are no daemons must not keep the process
    }

    private static Contender contender(String[] arguments) throws IOException {
        Backlog backlog = Backlog.fromArguments(arguments, 1);
        return switch (arguments[0]) {
            case "binlog-client" -> new BinlogClientContender(backlog, 7001);
            case "debezium-engine" -> new DebeziumEngineContender(backlog, 7002);
            default -> throw new IllegalArgumentException("unknown contender " + arguments[0]);
        };
    }
}
