package io.binrelay.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns a refused argument into an error of the command line. */
final class Usage {
    private Usage() {}

    /**
     * Makes something of what was typed.
     *
     * @throws ParameterException where it is refused with an {@link IllegalArgumentException}, in the same words
     */
    static <T> T checked(CommandSpec spec, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
