package io.binrelay.relay.log;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a record's Kafka headers repeat of its own header, as text, so that seeking, and Kafka's console tools, need not
 * decode it.
 *
 * <ul>
 *   <li>{@code file}, {@code pos}: where the transaction begins in the source's binary log
 *   <li>{@code end}: {@code FILE:POS} behind the record
 *   <li>{@code gtid}: absent where the source gives none
 *   <li>{@code seq}, {@code attempt}, {@code frag}: transaction, attempt and fragment; {@code last}, empty, on the last
 *   <li>{@code heartbeat}, empty, on heartbeats
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
    private static final byte[] EMPTY = new byte[0];

    static Headers write(RecordHeader header) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("file", bytes(header.begin().file()));
        headers.add("pos", bytes(Long.toString(header.begin().offset())));
        headers.add("end", bytes(header.end().toString()));
        if (header.gtid() != null) {
            headers.add("gtid", bytes(header.gtid()));
        }
        headers.add("seq", bytes(Long.toString(header.sequence())));
        headers.add("attempt", bytes(Integer.toString(header.attempt())));
        headers.add("frag", bytes(Integer.toString(header.fragment())));
        if (header.last()) {
            headers.add("last", EMPTY);
        }
        if (header.kind() == RecordKind.HEARTBEAT) {
            headers.add("heartbeat", EMPTY);
        }
        return headers;
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
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "The record at offset " + record.offset() + " of " + record.topic()
                            + " was not written by binrelay (" + e.getMessage()
                            + "): see who else writes to the topic.",
                    false,
                    e);
        }
    }

    /** @throws IllegalArgumentException a header is missing or has not its form */
    static HeaderFields read(Headers headers) {
        return new HeaderFields(
                new FilePosition(text(headers, "file"), Long.parseLong(text(headers, "pos"))),
                Optional.ofNullable(headers.lastHeader("gtid")).map(HeaderFields::text),
                Long.parseLong(text(headers, "seq")),
                Integer.parseInt(text(headers, "attempt")),
                Integer.parseInt(text(headers, "frag")),
                headers.lastHeader("last") != null,
                headers.lastHeader("heartbeat") != null);
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
