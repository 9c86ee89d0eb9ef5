package dev.terrarium.make.layer;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Trees for tests: small ones of every kind of entry, and files of a given length. */
final class Trees {
    private Trees() {}

    static Entry.File text(String content) {
        return Entry.File.plain(Content.Inline.of(content));
    }

    static Tree ofPackage(String name) {
        return Tree.builder()
                .put("opt/app/lib/" + name + "/__init__.py", text("name = '" + name + "'\n"))
                .put("opt/app/lib/" + name + "/größe.txt", text("12"))
                .put("opt/app/lib/" + name + "/data", new Entry.Link("../shared data"))
                .put("opt/app/bin/" + name, Entry.File.executable(Content.Inline.of("#!/bin/sh\n")))
                .build();
    }

    static Content stored(Store store, byte[] bytes) throws IOException {
        return new Content.Stored(store.put(bytes), 0, bytes.length);
    }

    static Content deflated(Store store, byte[] bytes) throws IOException {
        byte[] buffer = new byte[bytes.length + 100];
        int length;
        try (var deflater = new Deflater(6, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            length = deflater.deflate(buffer);
        }
        var crc = new CRC32();
        crc.update(bytes);
        Digest blob = store.put(java.util.Arrays.copyOf(buffer, length));
        return new Content.Deflated(blob, 0, length, bytes.length, (int) crc.getValue());
    }

    /** Text-like bytes, different for each seed. */
    static byte[] bytes(int seed, int length) {
        var random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + Math.min(random.nextInt(26), random.nextInt(26)));
        }
        return bytes;
    }

    static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
