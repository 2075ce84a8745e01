package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a packet of any length as it is made: in chunks of 2^24-1 bytes, each behind its length (3 bytes, little end
 * first) and its number (1 byte), up to one that is shorter. Source: MySQL manual, Client/Server Protocol, "MySQL
 * Packets". Not thread-safe.
 */
final class PacketStream extends OutputStream {
    static final int LARGEST_CHUNK = 0xff_ffff;

    private final OutputStream out;
    private final byte[] header = new byte[4];

    /** Of the packet, those that were not begun. */
    private long leftOfPacket;

    private int leftOfChunk;

    /** Whether another chunk follows, be it empty: one of the largest length never ends a packet. */
    private boolean continued;

    private int number;

    /** @param length of the packet, bytes: exactly so many have to be written before {@link #end} */
    PacketStream(OutputStream out, long length) throws IOException {
        this.out = requireNonNull(out, "out is null");
        this.leftOfPacket = length;
        beginChunk();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > leftOfChunk + leftOfPacket) {
            throw new IllegalStateException(length + " bytes where " + (leftOfChunk + leftOfPacket) + " are left");
        }
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, leftOfChunk);
            out.write(bytes, offset + done, part);
            done += part;
            leftOfChunk -= part;
            if (leftOfChunk == 0 && continued) {
                beginChunk();
            }
        }
    }

    /** Sends the rest of what was written. */
    void end() throws IOException {
        if (leftOfChunk + leftOfPacket > 0) {
            throw new IllegalStateException("the packet ends " + (leftOfChunk + leftOfPacket) + " bytes too early");
        }
        out.flush();
    }

    private void beginChunk() throws IOException {
        leftOfChunk = (int) Math.min(leftOfPacket, LARGEST_CHUNK);
        leftOfPacket -= leftOfChunk;
        continued = leftOfChunk == LARGEST_CHUNK;
        header[0] = (byte) leftOfChunk;
        header[1] = (byte) (leftOfChunk >> 8);
        header[2] = (byte) (leftOfChunk >> 16);
        header[3] = (byte) number++;
        out.write(header);
    }
}
