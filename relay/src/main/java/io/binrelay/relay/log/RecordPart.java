package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a relay record a Kafka record holds. It is the Kafka record's key, as text: {@code 3/7 73400320} is the
 * third of seven parts of a relay record of 73,400,320 bytes. A Kafka record without a key holds a whole relay record,
 * so that records that need no cutting, nearly all, cost nothing more.
 *
 * @param number of the part, from 1
 * @param count how many parts there are; 2 at least
 * @param totalBytes length of the whole relay record
 */
record RecordPart(int number, int count, int totalBytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,9}) (\\d{1,10})");

    RecordPart {
        if (number < 1 || count < 2 || number > count || totalBytes < count) {
            throw new IllegalArgumentException("part " + number + " of " + count + ", " + totalBytes + " bytes");
        }
    }

    /**
     * Which part a record is; null when it is a whole one.
     *
     * @throws BinrelayException (KAFKA) its key is not one that binrelay writes
     */
    static @Nullable RecordPart of(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (key == null) {
            return null;
        }
        try {
            return parse(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw HeaderFields.foreign(record, e);
        }
    }

    /** @throws IllegalArgumentException the text has not the form */
    static RecordPart parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("its key is none of a part");
        }
        return new RecordPart(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    byte[] key() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    boolean isFirst() {
        return number == 1;
    }

    boolean isLast() {
        return number == count;
    }

    /** Whether this is the part that comes right behind another one. */
    boolean follows(RecordPart other) {
        return number == other.number + 1 && count == other.count && totalBytes == other.totalBytes;
    }

    @Override
    public String toString() {
        return number + "/" + count + " " + totalBytes;
    }
}
