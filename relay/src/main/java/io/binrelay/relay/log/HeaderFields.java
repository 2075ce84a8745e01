package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What a record's Kafka headers repeat of its own header, as text, so that seeking, and Kafka's console tools, need not
 * decode it. Few and short: a header costs the producer about as much as fifty bytes of record.
 *
 * <ul>
 *   <li>{@code pos}: {@code FILE:POS} where the transaction begins in the source's binary log
 *   <li>{@code gtid}: absent where the source gives none
 *   <li>{@code seq}: {@code 17}: the whole transaction 17. {@code 17 2 5}: its fragment 5 in attempt 2, with
 *       {@code last} behind it when it is the last one. {@code 17 heartbeat}: a heartbeat behind transaction 17
 * </ul>
 *
 * @param begin where the transaction begins
 * @param gtid empty where there is none
 */
record HeaderFields(
        FilePosition begin,
        Optional<String> gtid,
        long sequence,
        int attempt,
        int fragment,
        boolean last,
        boolean heartbeat) {
    private static final String POSITION = "pos";
    private static final String GTID = "gtid";
    private static final String SEQUENCE = "seq";
    private static final String HEARTBEAT = "heartbeat";
    private static final String LAST = "last";

    static List<Header> write(RecordHeader header) {
        Header position = header(POSITION, header.begin().toString());
        Header sequence = header(SEQUENCE, sequence(header));
        return header.gtid() == null
                ? List.of(position, sequence)
                : List.of(position, sequence, header(GTID, header.gtid()));
    }

    private static String sequence(RecordHeader header) {
        String sequence = Long.toString(header.sequence());
        if (header.kind() == RecordKind.HEARTBEAT) {
            return sequence + " " + HEARTBEAT;
        }
        if (header.last() && header.fragment() == 0 && header.attempt() == 0) {
            return sequence;
        }
        return sequence + " " + header.attempt() + " " + header.fragment() + (header.last() ? " " + LAST : "");
    }

    /**
     * What a record says.
     *
     * @throws BinrelayException (KAFKA) it says nothing of the kind
     */
    static HeaderFields of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return read(record.headers());
        } catch (IllegalArgumentException e) {
            throw foreign(record, e);
        }
    }

    /** @throws IllegalArgumentException a header is missing or has not its form */
    static HeaderFields read(Headers headers) {
        FilePosition begin = FilePosition.parse(text(headers, POSITION));
        Optional<String> gtid = Optional.ofNullable(headers.lastHeader(GTID)).map(HeaderFields::text);
        String[] parts = text(headers, SEQUENCE).split(" ", -1);
        long sequence = Long.parseLong(parts[0]);
        if (parts.length == 1) {
            return new HeaderFields(begin, gtid, sequence, 0, 0, true, false);
        }
        if (parts.length == 2 && parts[1].equals(HEARTBEAT)) {
            return new HeaderFields(begin, gtid, sequence, 0, 0, true, true);
        }
        boolean last = parts.length == 4 && parts[3].equals(LAST);
        if (parts.length != (last ? 4 : 3)) {
            throw new IllegalArgumentException("header seq is '" + String.join(" ", parts) + "'");
        }
        return new HeaderFields(
                begin, gtid, sequence, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), last, false);
    }

    /**
     * What header {@code seq} of a record says, as it stands there.
     *
     * @throws BinrelayException (KAFKA) the header is missing
     */
    static String sequenceText(ConsumerRecord<byte[], byte[]> record) {
        try {
            return text(record.headers(), SEQUENCE);
        } catch (IllegalArgumentException e) {
            throw foreign(record, e);
        }
    }

    /** Says that somebody else wrote a record. */
    static BinrelayException foreign(ConsumerRecord<byte[], byte[]> record, IllegalArgumentException e) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "The record at offset " + record.offset() + " of " + record.topic() + " was not written by binrelay ("
                        + e.getMessage() + "): see who else writes to the topic.",
                false,
                e);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return text(header);
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Header header(String name, String text) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
