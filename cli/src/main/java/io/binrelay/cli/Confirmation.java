package io.binrelay.cli;

import io.binrelay.cli.logging.Terminal;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Asks before something is done that cannot be undone. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Asks, and returns when the answer is yes.
     *
     * @param question such as {@code Skip on replica1?}
     * @param nothing what to say when it is not, such as {@code Nothing was skipped}
     * @throws BinrelayException (USAGE) the answer is no, or nobody is there to ask
     */
    static void ask(PrintWriter out, String question, String nothing) {
        if (!Terminal.isStandardInput()) {
            throw new BinrelayException(ErrorCode.USAGE, nothing + ": this is no terminal to ask on. Give --yes.");
        }
        out.print(question + " [y/N] ");
        out.flush();
        String answer = answer(nothing);
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new BinrelayException(ErrorCode.USAGE, nothing + ".");
        }
    }

    private static @Nullable String answer(String nothing) {
        try {
            return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        } catch (IOException e) {
            throw new BinrelayException(ErrorCode.USAGE, nothing + ": no answer (" + e + ")", false, e);
        }
    }
}
