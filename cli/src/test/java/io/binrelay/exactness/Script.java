package io.binrelay.exactness;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements that come one at a time and are told how they ended. */
interface Script {
    /** The next one; null when there is none. */
    @Nullable
    Step next();

    /** The server took it. */
    void succeeded(Step step, long rows);

    /** The server did not. */
    void failed(Step step, SQLException error);
}
