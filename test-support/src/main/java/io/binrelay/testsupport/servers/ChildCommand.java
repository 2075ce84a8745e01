package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to run as a child process.
 *
 * @param name short, for messages and thread names, such as {@code source} or {@code broker}
 * @param command program and arguments
 * @param environment variables added to those of this process
 * @param log file that gets what the child prints, appended; its directory must exist
 */
public record ChildCommand(String name, List<String> command, Map<String, String> environment, Path log) {
    public ChildCommand {
        requireNonNull(name, "name is null");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        requireNonNull(log, "log is null");
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
    }

    /**
     * A Java program on the JDK and the class path of this process.
     *
     * @param name short, for messages
     * @param jvmOptions such as {@code -Xmx256m}
     * @param mainClass name of the class with {@code main}
     * @param arguments of {@code main}
     * @param log file that gets what the child prints
     */
    public static ChildCommand java(
            String name, List<String> jvmOptions, String mainClass, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return new ChildCommand(name, command, Map.of(), log);
    }

    /** The same command with variables added to the child's environment. */
    public ChildCommand withEnvironment(Map<String, String> added) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.putAll(added);
        return new ChildCommand(name, command, all, log);
    }
}
