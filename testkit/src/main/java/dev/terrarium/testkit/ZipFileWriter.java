package dev.terrarium.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes zip archives whose every byte a test decides.
 *
 * <p>Not {@code ZipOutputStream}: that one cannot write Unix modes, refuses two entries of one name, and stamps times. Times here
 * are those of the zip format's beginning, sizes stand in the local headers, and nothing is written that was not asked for.
 */
public final class ZipFileWriter {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short UTF8 = 1 << 11;
    private static final short FIRST_DAY = 0x21;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();

    /**
     * Appends an entry, deflated.
     *
     * @param mode type and permissions as in Unix: {@code 0100644}, {@code 0120777} for a link
     */
    public ZipFileWriter add(String name, byte[] content, int mode) {
        byte[] deflated = deflated(content);
        return add(name, content, mode, (short) 8, deflated);
    }

    /** Appends an entry without compression. */
    public ZipFileWriter store(String name, byte[] content, int mode) {
        return add(name, content, mode, (short) 0, content);
    }

    private ZipFileWriter add(String name, byte[] content, int mode, short method, byte[] data) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        int offset = out.size();
        var crc = new CRC32();
        crc.update(content);
        byte[] head = new byte[30 + path.length];
        ByteBuffer local = over(head).putInt(LOCAL).putShort((short) 20);
        common(local, method, (int) crc.getValue(), data.length, content.length, path.length);
        local.put(path);
        out.writeBytes(head);
        out.writeBytes(data);
        byte[] entry = new byte[46 + path.length];
        ByteBuffer central =
                over(entry).putInt(CENTRAL).putShort((short) (3 << 8 | 20)).putShort((short) 20);
        common(central, method, (int) crc.getValue(), data.length, content.length, path.length);
        central.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(mode << 16)
                .putInt(offset)
                .put(path);
        directory.add(entry);
        return this;
    }

    private static void common(ByteBuffer header, short method, int crc, int deflated, int size, int path) {
        header.putShort(UTF8)
                .putShort(method)
                .putShort((short) 0)
                .putShort(FIRST_DAY)
                .putInt(crc);
        header.putInt(deflated).putInt(size).putShort((short) path).putShort((short) 0);
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflated(byte[] content) {
        try (var deflater = new Deflater(6, true)) {
            deflater.setInput(content);
            deflater.finish();
            var bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                bytes.write(buffer, 0, deflater.deflate(buffer));
            }
            return bytes.toByteArray();
        }
    }

    /** The archive with its central directory; nothing may be added afterwards. */
    public byte[] finish() {
        int start = out.size();
        directory.forEach(out::writeBytes);
        byte[] last = new byte[22];
        ByteBuffer end = over(last).putInt(END).putInt(0);
        end.putShort((short) directory.size()).putShort((short) directory.size());
        end.putInt(out.size() - start).putInt(start).putShort((short) 0);
        out.writeBytes(last);
        return out.toByteArray();
    }
}
