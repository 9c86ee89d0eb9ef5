package dev.terrarium.python.wheel;

import dev.terrarium.archive.zip.ZipMember;
import dev.terrarium.archive.zip.ZipReader;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** The files of a wheel by their names in the archive, and their bytes. */
final class WheelArchive {
    private static final int LARGEST_TEXT = 32 << 20;

    private final Contents contents;
    private final Digest blob;
    private final SortedMap<String, ZipMember> files = new TreeMap<>();

    private WheelArchive(Store store, Digest blob) {
        this.contents = new Contents(store);
        this.blob = blob;
    }

    static WheelArchive open(Store store, Digest blob) throws IOException {
        var archive = new WheelArchive(store, blob);
        for (ZipMember member : ZipReader.read(store.pathOf(blob), Limits.PACKAGE)) {
            if (!member.directory()) {
                archive.files.put(member.name(), member);
            }
        }
        return archive;
    }

    SortedMap<String, ZipMember> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    Content content(ZipMember member) {
        return switch (member.method()) {
            case STORED -> new Content.Stored(blob, member.dataOffset(), member.size());
            case DEFLATED ->
                new Content.Deflated(blob, member.dataOffset(), member.compressedSize(), member.size(), member.crc());
        };
    }

    /** Reads a file to its end; its length and CRC must be what the archive says. */
    Digest digest(ZipMember member) throws IOException, Malformed {
        MessageDigest running = Digest.sha256();
        var crc = new CRC32();
        long left = member.size();
        byte[] buffer = new byte[1 << 15];
        try (InputStream in = contents.open(content(member))) {
            for (int count; (count = in.read(buffer)) >= 0; left -= count) {
                if (count > left) {
                    throw damaged(member);
                }
                running.update(buffer, 0, count);
                crc.update(buffer, 0, count);
            }
        } catch (ZipException | EOFException e) {
            throw damaged(member);
        }
        if (left != 0 || (int) crc.getValue() != member.crc()) {
            throw damaged(member);
        }
        return Digest.ended(running);
    }

    byte[] bytes(ZipMember member) throws IOException, Malformed {
        if (member.size() > LARGEST_TEXT) {
            throw new Malformed(
                    "`" + Malformed.shown(member.name()) + "` has more than " + (LARGEST_TEXT >> 20) + " MiB");
        }
        digest(member);
        return contents.read(content(member));
    }

    /** Whether it begins with the line that an installer has to replace; the rest may be a large program and is not read. */
    boolean hasPlaceholder(ZipMember member) throws IOException {
        try (InputStream in = contents.open(content(member))) {
            return Launchers.hasPlaceholder(in.readNBytes(16));
        }
    }

    /** A text of the {@code .dist-info} directory, if it is there. */
    Optional<String> text(String name) throws IOException, Malformed {
        ZipMember member = files.get(name);
        if (member == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(member)))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Malformed("`" + Malformed.shown(name) + "` is not UTF-8");
        }
    }

    private static Malformed damaged(ZipMember member) {
        return new Malformed("`" + Malformed.shown(member.name()) + "` is damaged: its length or CRC is another");
    }
}
