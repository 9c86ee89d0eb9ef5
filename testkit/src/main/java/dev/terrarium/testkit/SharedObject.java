package dev.terrarium.testkit;

import dev.terrarium.oci.Platform;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The least of an ELF file by which a loader knows a library: whose machine it is for, what it is called, what it needs; no code.
 *
 * @param soname empty for none
 * @param needed sonames
 */
public record SharedObject(Platform platform, String soname, List<String> needed) {
    private static final int DYNAMIC = 64 + 2 * 56;

    public SharedObject {
        needed = List.copyOf(needed);
    }

    /** A library for amd64. */
    public static SharedObject named(String soname) {
        return new SharedObject(Platform.AMD64, soname, List.of());
    }

    /** A module for amd64. */
    public static SharedObject needing(String... sonames) {
        return new SharedObject(Platform.AMD64, "", List.of(sonames));
    }

    public byte[] bytes() {
        var strings = new ByteArrayOutputStream();
        strings.write(0);
        int text = DYNAMIC + 16 * (needed.size() + 4);
        ByteBuffer dynamic = ByteBuffer.allocate(16 * (needed.size() + 4)).order(ByteOrder.LITTLE_ENDIAN);
        needed.forEach(name -> dynamic.putLong(1).putLong(string(strings, name)));
        dynamic.putLong(soname.isEmpty() ? 21 : 14).putLong(soname.isEmpty() ? 0 : string(strings, soname));
        dynamic.putLong(5).putLong(text).putLong(10).putLong(strings.size());
        int size = text + strings.size();
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putShort(16, (short) 3).putShort(18, (short) (platform == Platform.AMD64 ? 62 : 183));
        file.putInt(20, 1)
                .putLong(32, 64)
                .putShort(52, (short) 64)
                .putShort(54, (short) 56)
                .putShort(56, (short) 2);
        segment(file, 64, 1, 0, size);
        segment(file, 64 + 56, 2, DYNAMIC, text - DYNAMIC);
        file.put(DYNAMIC, dynamic.array()).put(text, strings.toByteArray());
        return file.array();
    }

    private static void segment(ByteBuffer file, int at, int type, int offset, int size) {
        file.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, offset);
        file.putLong(at + 32, size).putLong(at + 40, size);
    }

    private static int string(ByteArrayOutputStream strings, String text) {
        int at = strings.size();
        strings.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        return at;
    }
}
