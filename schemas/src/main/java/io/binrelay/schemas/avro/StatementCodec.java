package io.binrelay.schemas.avro;

import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import org.jspecify.annotations.Nullable;

/** The StatementEvent record. */
final class StatementCodec {
    private StatementCodec() {}

    static void encode(Statement statement, GrowingBytes out) {
        EventHeader.encode(
                statement.timestampSeconds(),
                statement.serverId(),
                statement.endPosition(),
                statement.headerFlags(),
                out);
        AvroOutput.writeString(out, statement.database());
        AvroOutput.writeBytes(out, statement.text());
        AvroOutput.writeLong(out, statement.threadId());
        AvroOutput.writeLong(out, statement.errorCode());
        StatementContext context = statement.context();
        number(context.optionFlags(), out);
        number(context.sqlMode(), out);
        number(context.autoIncrementIncrement(), out);
        number(context.autoIncrementOffset(), out);
        number(context.characterSetClient(), out);
        number(context.collationConnection(), out);
        number(context.collationServer(), out);
        number(context.collationDatabase(), out);
        text(context.timeZone(), out);
        number(context.lcTimeNames(), out);
        text(context.invokerUser(), out);
        text(context.invokerHost(), out);
        number(context.microseconds(), out);
        Boolean explicit = context.explicitDefaultsForTimestamp();
        AvroOutput.writeBranch(out, explicit == null ? 0 : 1);
        if (explicit != null) {
            AvroOutput.writeBoolean(out, explicit);
        }
        number(context.defaultCollationForUtf8mb4(), out);
        number(context.sqlRequirePrimaryKey(), out);
        number(context.defaultTableEncryption(), out);
        byte[] collations = context.characterSetCollations();
        AvroOutput.writeBranch(out, collations == null ? 0 : 1);
        if (collations != null) {
            AvroOutput.writeBytes(out, collations);
        }
    }

    private static void number(@Nullable Number value, GrowingBytes out) {
        AvroOutput.writeBranch(out, value == null ? 0 : 1);
        if (value != null) {
            AvroOutput.writeLong(out, value.longValue());
        }
    }

    private static void text(@Nullable String value, GrowingBytes out) {
        AvroOutput.writeBranch(out, value == null ? 0 : 1);
        if (value != null) {
            AvroOutput.writeString(out, value);
        }
    }

    static Statement decode(AvroInput in) {
        long timestampSeconds = in.readLong();
        long serverId = in.readLong();
        long endPosition = in.readLong();
        int flags = in.readInt();
        String database = in.readString();
        byte[] text = in.readBytes();
        long threadId = in.readLong();
        int errorCode = in.readInt();
        return new Statement(
                timestampSeconds, serverId, flags, endPosition, database, text, threadId, errorCode, context(in));
    }

    /** The arguments are read in the order of the schema's fields, which is that of the constructor's parameters. */
    private static StatementContext context(AvroInput in) {
        return new StatementContext(
                in.readPresent() ? (Long) in.readLong() : null,
                in.readPresent() ? (Long) in.readLong() : null,
                integer(in),
                integer(in),
                integer(in),
                integer(in),
                integer(in),
                integer(in),
                string(in),
                integer(in),
                string(in),
                string(in),
                integer(in),
                in.readPresent() ? (Boolean) in.readBoolean() : null,
                integer(in),
                integer(in),
                integer(in),
                in.readPresent() ? in.readBytes() : null);
    }

    private static @Nullable Integer integer(AvroInput in) {
        return in.readPresent() ? (Integer) in.readInt() : null;
    }

    private static @Nullable String string(AvroInput in) {
        return in.readPresent() ? in.readString() : null;
    }
}
