package dev.terrarium.archive.deflate;

/**
 * A run of bytes, deflated so that it can stand anywhere in a deflate stream: it starts and ends on a byte, refers to nothing
 * before itself, and holds no final block.
 *
 * @param deflated whole deflate blocks, the last one empty and stored: {@code 00 00 FF FF}; whoever gets the array owns it
 * @param rawLength how many bytes it inflates to
 * @param crc CRC-32 of those bytes
 */
public record Segment(byte[] deflated, int rawLength, int crc) {}
