package io.binrelay.schemas.avro;

import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The StatementEvent record. The enums' constants stand in the schema in the order of their declaration. */
@SuppressWarnings("EnumOrdinal") // the schema lists the constants in the same order, which SchemaTest proves
final class StatementCodec {
    private static final UserVariable.Type[] TYPES = UserVariable.Type.values();
    private static final LoadedFile.Duplicates[] DUPLICATES = LoadedFile.Duplicates.values();

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
        StatementInputs inputs = statement.inputs();
        AvroOutput.writeBranch(out, inputs.isEmpty() ? 0 : 1);
        if (!inputs.isEmpty()) {
            encode(inputs, out);
        }
        LoadedFile load = statement.load();
        AvroOutput.writeBranch(out, load == null ? 0 : 1);
        if (load != null) {
            AvroOutput.writeLong(out, load.fileId());
            AvroOutput.writeLong(out, load.nameStart());
            AvroOutput.writeLong(out, load.nameEnd());
            AvroOutput.writeLong(out, load.duplicates().ordinal());
        }
    }

    private static void encode(StatementInputs inputs, GrowingBytes out) {
        number(inputs.lastInsertId(), out);
        number(inputs.insertId(), out);
        number(inputs.randomSeed1(), out);
        number(inputs.randomSeed2(), out);
        if (!inputs.userVariables().isEmpty()) {
            AvroOutput.writeLong(out, inputs.userVariables().size());
        }
        for (UserVariable variable : inputs.userVariables()) {
            AvroOutput.writeString(out, variable.name());
            AvroOutput.writeLong(out, variable.type().ordinal());
            AvroOutput.writeBoolean(out, variable.unsigned());
            AvroOutput.writeLong(out, variable.collation());
            byte[] value = variable.value();
            AvroOutput.writeBranch(out, value == null ? 0 : 1);
            if (value != null) {
                AvroOutput.writeBytes(out, value);
            }
        }
        AvroOutput.writeLong(out, 0);
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
        StatementContext context = context(in);
        StatementInputs inputs = in.readPresent() ? inputs(in) : StatementInputs.NONE;
        LoadedFile load = in.readPresent()
                ? new LoadedFile(in.readLong(), in.readInt(), in.readInt(), DUPLICATES[in.readInt()])
                : null;
        return new Statement(
                timestampSeconds,
                serverId,
                flags,
                endPosition,
                database,
                text,
                threadId,
                errorCode,
                context,
                inputs,
                load);
    }

    private static StatementInputs inputs(AvroInput in) {
        Long lastInsertId = in.readPresent() ? (Long) in.readLong() : null;
        Long insertId = in.readPresent() ? (Long) in.readLong() : null;
        Long randomSeed1 = in.readPresent() ? (Long) in.readLong() : null;
        Long randomSeed2 = in.readPresent() ? (Long) in.readLong() : null;
        List<UserVariable> variables = new ArrayList<>();
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                variables.add(new UserVariable(
                        in.readString(),
                        TYPES[in.readInt()],
                        in.readBoolean(),
                        in.readInt(),
                        in.readPresent() ? in.readBytes() : null));
            }
        }
        return new StatementInputs(lastInsertId, insertId, randomSeed1, randomSeed2, variables);
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
