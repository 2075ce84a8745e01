package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * Takes the network packets of a dump apart: a status byte and a payload, which from 16 MiB on comes in several chunks.
 *
 * <p>Chunk: length (3 bytes, little-endian), sequence number (1 byte), content; one of 2^24-1 bytes is continued by the
 * next. Source: MySQL manual, Client/Server Protocol, "MySQL Packets".
 *
 * <p>For one thread.
 */
final class PacketReader {
    private static final int LARGEST_CHUNK = 0xff_ffff;
    private static final int CHUNK_HEADER = 4;

    private static final int UNKNOWN = -1;

    private final InputStream in;
    private final byte[] header = new byte[CHUNK_HEADER + 1];
    private int left;
    private boolean continued;

    private PacketReader(InputStream in, int left) {
        this.in = requireNonNull(in, "in is null");
        this.left = left;
    }

    /** A stream that stands before a packet. */
    static PacketReader beforePacket(InputStream in) {
        return new PacketReader(in, 0);
    }

    /**
     * A stream that stands behind a packet's status byte, where somebody else has read length and status. The packet
     * must be of one chunk; that its length fits what is read from it cannot be checked.
     */
    static PacketReader insidePacket(InputStream in) {
        return new PacketReader(in, UNKNOWN);
    }

    /**
     * Goes on to the next packet; the one before must have been read to its end.
     *
     * @return the status byte (0x00 an event, 0xff an error, 0xfe the end of the dump), or -1 when the peer has closed
     *     the connection between two packets
     */
    int nextPacket() throws IOException {
        // One call of the stream: every one takes its lock, and a backlog is millions of small packets.
        int length = in.readNBytes(header, 0, CHUNK_HEADER + 1);
        if (length == 0) {
            return -1;
        }
        requireWhole(length, CHUNK_HEADER + 1);
        beginChunk();
        if (left == 0) {
            throw new ProtocolException("the source sent an empty packet");
        }
        left--;
        return header[CHUNK_HEADER] & 0xff;
    }

    /** Reads payload, across chunks. */
    void read(byte[] target, int offset, int length) throws IOException {
        if (left == UNKNOWN) {
            readChunk(target, offset, length);
            return;
        }
        int done = 0;
        while (done < length) {
            if (left == 0) {
                nextChunk(length - done);
            }
            int part = Math.min(left, length - done);
            readChunk(target, offset + done, part);
            left -= part;
            done += part;
        }
    }

    /** The rest of a packet of one chunk, such as an error packet. */
    byte[] readRest() throws IOException {
        byte[] rest = new byte[left];
        read(rest, 0, rest.length);
        return rest;
    }

    /** Checks that the packet has been read to its end. */
    void endPacket() throws IOException {
        if (left == 0 && continued) {
            readChunkHeader();
        }
        if (left > 0 || continued) {
            throw new ProtocolException("the packet goes on behind its event");
        }
        left = 0;
    }

    private void nextChunk(int missing) throws IOException {
        if (!continued) {
            throw new ProtocolException("the packet ends " + missing + " bytes before its event");
        }
        readChunkHeader();
    }

    private void readChunkHeader() throws IOException {
        readChunk(header, 0, CHUNK_HEADER);
        beginChunk();
    }

    /**
     * The sequence number is not looked at: order is what TCP keeps, and every event is checked against its position.
     */
    private void beginChunk() {
        left = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
        continued = left == LARGEST_CHUNK;
    }

    private void readChunk(byte[] target, int offset, int length) throws IOException {
        requireWhole(in.readNBytes(target, offset, length), length);
    }

    private static void requireWhole(int length, int expected) throws EOFException {
        if (length < expected) {
            throw new EOFException("the source closed the connection inside a packet");
        }
    }
}
