package io.binrelay.cli;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.testsupport.servers.ServerException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a failed verb prints, and its exit code. A failure that was foreseen is told in its own words; only a defect
 * shows a stack trace.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("binrelay: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ErrorCode.USAGE.exitCode();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof BinrelayException foreseen && foreseen.code() != ErrorCode.INTERNAL) {
            err.println("binrelay: " + foreseen.getMessage());
            return foreseen.code().exitCode();
        }
        if (failure instanceof ServerException) {
            err.println("binrelay: " + failure.getMessage());
            return ErrorCode.INTERNAL.exitCode();
        }
        err.println("binrelay: this is a defect of binrelay, please report it:");
        failure.printStackTrace(err);
        return ErrorCode.INTERNAL.exitCode();
    }
}
