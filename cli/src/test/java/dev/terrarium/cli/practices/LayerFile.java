package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.elf.Region;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A layer of a layout, decompressed once into a scratch file, and the list of what is in it. */
final class LayerFile {
    private static final int BLOCK = 512;

    private final Path blob;
    private final FileChannel tar;
    private final Digest diffId;
    private final List<Item> items;

    private LayerFile(Path blob, Path file) throws IOException {
        this.blob = blob;
        this.tar = FileChannel.open(file);
        try (InputStream in = Files.newInputStream(file)) {
            this.diffId = Digest.ofStream(in);
        }
        var found = new ArrayList<Item>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var reader = new TarReader(in, Limits.LAYER);
            for (Optional<TarReader.Member> next; (next = reader.next()).isPresent(); ) {
                TarReader.Member member = next.get();
                byte[] header = bytes(member.contentOffset() - BLOCK, BLOCK);
                long mtime = Long.parseLong(text(header, 136, 12).strip(), 8);
                String owners = text(header, 265, 32) + text(header, 297, 32);
                found.add(new Item(this, member.entry(), member.contentOffset(), mtime, owners));
            }
        }
        items = List.copyOf(found);
    }

    static LayerFile read(Path blob, Path scratch) throws IOException {
        try (InputStream in = GzipInput.open(Files.newInputStream(blob), Limits.LAYER)) {
            Files.copy(in, scratch);
        }
        return new LayerFile(blob, scratch);
    }

    /** The compressed file of the layout. */
    Path blob() {
        return blob;
    }

    Digest diffId() {
        return diffId;
    }

    List<Item> items() {
        return items;
    }

    byte[] bytes(long offset, int length) {
        try {
            ByteBuffer into = ByteBuffer.allocate(length);
            Region.of(tar, 0, tar.size()).read(offset, into);
            return into.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Region region(Item item) {
        return Region.of(tar, item.offset(), item.entry().size());
    }

    /** Whether these bytes stand anywhere in it, names and paddings included. */
    boolean contains(byte[] sought) {
        try {
            ByteBuffer all = tar.map(FileChannel.MapMode.READ_ONLY, 0, tar.size());
            return Bytes.indexOf(all, sought) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, ISO_8859_1);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }
}
