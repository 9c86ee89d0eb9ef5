package dev.terrarium.archive.zip;

import static dev.terrarium.archive.ArchiveException.quote;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the directory of a foreign zip and makes sure that there is only one way to read it.
 *
 * <p>Not {@code java.util.zip.ZipFile}: that hides modes and offsets, and believes the directory where others believe the
 * headers. Here every byte of the file belongs to exactly one thing: members follow each other from the first byte to the
 * directory without gap or overlap, each header says what the directory says, and the end record ends the file. Refused:
 * encryption, methods other than deflate and none, links and devices, names that lead out or depend on the reader, two
 * different members of one name, a file that is also a directory.
 *
 * <p>Contents are not touched: their declared length and CRC are checked by whoever inflates them. The limits hold for what is
 * declared.
 */
public final class ZipReader {
    /** Below this a ratio says nothing. */
    private static final long FREE = 100_000_000;

    private static final int LARGEST_DIRECTORY = 1 << 28;

    private ZipReader() {}

    /** All members, in the order of the directory. */
    public static List<ZipMember> read(Path file, Limits limits) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(ZipFileBytes.of(channel), limits);
        }
    }

    private static List<ZipMember> read(ZipFileBytes file, Limits limits) throws IOException {
        ZipEnd end = ZipEnd.find(file);
        if (end.entries() > limits.entries()) {
            throw new LimitExceeded("more than " + limits.entries() + " zip members");
        }
        if (end.directorySize() > LARGEST_DIRECTORY) {
            throw new LimitExceeded("the zip's directory has " + end.directorySize() + " bytes");
        }
        var directory = file.read(end.directoryOffset(), (int) end.directorySize());
        List<CentralHeader> headers = headers(directory, (int) end.entries(), limits);
        checkSizes(headers, limits);
        Map<CentralHeader, ZipMember> placed = place(file, headers, end.directoryOffset());
        return unique(headers).stream().map(placed::get).toList();
    }

    private static List<CentralHeader> headers(ByteBuffer directory, int count, Limits limits) throws IOException {
        var headers = new ArrayList<CentralHeader>();
        for (int i = 0; i < count; i++) {
            headers.add(CentralHeader.parse(directory, limits.pathLength()));
        }
        if (directory.hasRemaining()) {
            throw new ArchiveException("the zip's directory is damaged");
        }
        return headers;
    }

    private static void checkSizes(List<CentralHeader> headers, Limits limits) throws IOException {
        long size = 0;
        long compressed = 0;
        for (CentralHeader header : headers) {
            if (header.size() > limits.bytes() - size) {
                throw new LimitExceeded("the zip's members have more than " + limits.bytes() + " bytes");
            }
            size += header.size();
            compressed += header.compressedSize();
            if (size > FREE && size / limits.ratio() > compressed) {
                throw new LimitExceeded(
                        "the zip's members are more than " + limits.ratio() + " times as large as the zip");
            }
        }
    }

    /** Goes through the file from its first byte to the directory: header, bytes, header, bytes. */
    private static Map<CentralHeader, ZipMember> place(ZipFileBytes file, List<CentralHeader> headers, long directory)
            throws IOException {
        var sorted = new ArrayList<>(headers);
        sorted.sort(Comparator.comparingLong(CentralHeader::offset));
        if (sorted.isEmpty() ? directory != 0 : sorted.getFirst().offset() != 0) {
            throw new ArchiveException("the zip does not begin with its first member");
        }
        var placed = new HashMap<CentralHeader, ZipMember>();
        for (int i = 0; i < sorted.size(); i++) {
            CentralHeader header = sorted.get(i);
            long end = i + 1 < sorted.size() ? sorted.get(i + 1).offset() : directory;
            placed.put(header, header.at(LocalHeader.check(file, header, end)));
        }
        return placed;
    }

    private static List<CentralHeader> unique(List<CentralHeader> headers) throws ArchiveException {
        var unique = new ArrayList<CentralHeader>();
        var byPath = new HashMap<String, CentralHeader>();
        for (CentralHeader header : headers) {
            CentralHeader before = byPath.putIfAbsent(header.path(), header);
            if (before == null) {
                unique.add(header);
            } else if (before.isDirectory() != header.isDirectory() || !before.sameContent(header)) {
                throw new ArchiveException("two different zip members are named " + quote(header.path()));
            }
        }
        for (CentralHeader header : unique) {
            for (int slash = header.path().indexOf('/');
                    slash >= 0;
                    slash = header.path().indexOf('/', slash + 1)) {
                CentralHeader above = byPath.get(header.path().substring(0, slash));
                if (above != null && !above.isDirectory()) {
                    throw header.refused("is in " + quote(above.path()) + ", which is a file");
                }
            }
        }
        return unique;
    }
}
