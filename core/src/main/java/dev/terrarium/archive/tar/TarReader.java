package dev.terrarium.archive.tar;

import static dev.terrarium.archive.ArchiveException.quote;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.Utf8;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.LimitedInput;
import dev.terrarium.io.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a foreign tar from a stream, entry by entry, and says where in the stream each content lies.
 *
 * <p>Knows ustar, pax, and GNU's long names and large numbers. Follows nothing and unpacks nothing. Strict where readers
 * disagree, since such archives are made to show one thing to a scanner and another to an engine: two sizes for one entry, two
 * extended headers, content after a link or directory, anything after the end. Sparse files and GNU's other inventions are
 * refused; they do not occur in packages and layers. Times, names of owners and extended attributes are not taken over.
 */
public final class TarReader {
    private static final int LARGEST_EXTENSION = 1 << 20;

    private final InputStream in;
    private final Limits limits;
    private long position;
    private long contentEnd;
    private long nextHeader;
    private int entries;
    private long bytes;
    private InputStream content = InputStream.nullInputStream();

    /**
     * An entry as it stands in the archive.
     *
     * @param contentOffset of the content's first byte, in the stream that is read
     */
    public record Member(TarEntry entry, long contentOffset) {}

    /** Reads a stream that stays its owner's. */
    public TarReader(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The next entry; empty at the end of the archive, and then nothing but zeros follows. */
    public Optional<Member> next() throws IOException {
        var extensions = new Extensions();
        while (true) {
            skipTo(nextHeader);
            long at = position;
            byte[] block = in.readNBytes(TarHeader.BLOCK);
            position += block.length;
            if (block.length < TarHeader.BLOCK) {
                throw new ArchiveException("the tar ends at byte " + position + ", in the middle");
            }
            if (isZero(block)) {
                return end(extensions, at);
            }
            RawHeader raw = RawHeader.parse(block, at);
            switch (raw.flag()) {
                case 'x' -> extensions.add(Pax.parse(extension(raw, at), at), at);
                case 'g' -> refuseGlobal(Pax.parse(extension(raw, at), at), at);
                case 'L' -> extensions.addLongName(longName(raw, at), at);
                case 'K' -> extensions.addLongLink(longName(raw, at), at);
                default -> {
                    return Optional.of(member(raw, extensions, at));
                }
            }
        }
    }

    /** The content of the entry that {@link #next} gave last; ends with it, and is of no use after the next call. */
    public InputStream content() {
        return content;
    }

    private Optional<Member> end(Extensions extensions, long at) throws IOException {
        if (!extensions.isEmpty()) {
            throw new ArchiveException("the tar ends at byte " + at + ", after an extended header");
        }
        byte[] buffer = new byte[1 << 13];
        for (int count; (count = in.read(buffer)) >= 0; position += count) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != 0) {
                    throw new ArchiveException("the tar ends at byte " + at + ", but more follows");
                }
            }
        }
        nextHeader = at;
        return Optional.empty();
    }

    private Member member(RawHeader raw, Extensions extensions, long at) throws IOException {
        String name = extensions.name(raw, at);
        TarEntry.Type type = type(raw.flag(), name, at);
        long size = extensions.size(raw, at);
        if (type != TarEntry.Type.FILE && size > 0) {
            throw new ArchiveException("the tar entry " + quote(name) + " is no file, but has content");
        }
        if (++entries > limits.entries()) {
            throw new LimitExceeded("more than " + limits.entries() + " entries");
        }
        bytes += size;
        if (size > limits.bytes() || bytes > limits.bytes()) {
            throw new LimitExceeded("more than " + limits.bytes() + " bytes of content");
        }
        var entry = new TarEntry(
                type,
                path(name),
                raw.mode(),
                extensions.id("uid", raw.uid(), at),
                extensions.id("gid", raw.gid(), at),
                size,
                target(type, extensions.link(raw, at), name));
        contentEnd = position + size;
        nextHeader = contentEnd + TarHeader.padding(size);
        content = new Counting(new LimitedInput(in, size));
        return new Member(entry, position);
    }

    private static TarEntry.Type type(char flag, String name, long at) throws ArchiveException {
        return switch (flag) {
            case '0', '7' -> TarEntry.Type.FILE;
            case '\0' -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMBOLIC_LINK;
            case '3' -> TarEntry.Type.CHARACTER_DEVICE;
            case '4' -> TarEntry.Type.BLOCK_DEVICE;
            case '5' -> TarEntry.Type.DIRECTORY;
            case '6' -> TarEntry.Type.FIFO;
            case 'S' -> throw new ArchiveException("the tar entry " + quote(name) + " is a sparse file");
            default ->
                throw new ArchiveException(
                        "the tar header at byte " + at + " is of an unknown type: " + quote(String.valueOf(flag)));
        };
    }

    private String target(TarEntry.Type type, String link, String name) throws IOException {
        if (!type.isLink()) {
            return "";
        }
        String target = type == TarEntry.Type.HARD_LINK ? path(link) : link;
        if (target.isEmpty() || target.length() > limits.pathLength()) {
            throw new ArchiveException("the tar entry " + quote(name) + " is a link without a usable target");
        }
        return target;
    }

    /** A name without the decoration that tars put around it; one that leads out is refused. */
    private String path(String name) throws IOException {
        if (name.length() > limits.pathLength()) {
            throw new LimitExceeded("a name of " + name.length() + " characters");
        }
        var path = new StringBuilder(name.length());
        boolean directoryOnly = name.endsWith("/");
        for (String part : (directoryOnly ? name.substring(0, name.length() - 1) : name).split("/", -1)) {
            if (part.equals("..") || part.isEmpty()) {
                throw new ArchiveException("the tar entry " + quote(name) + " has an unsafe name");
            }
            if (!part.equals(".")) {
                path.append(path.isEmpty() ? "" : "/").append(part);
            }
        }
        return path.toString();
    }

    private byte[] extension(RawHeader raw, long at) throws IOException {
        if (raw.size() > LARGEST_EXTENSION) {
            throw new LimitExceeded("the extended header at byte " + at + " has " + raw.size() + " bytes");
        }
        byte[] body = in.readNBytes((int) raw.size());
        position += body.length;
        if (body.length < raw.size()) {
            throw new ArchiveException("the tar ends at byte " + position + ", in the middle");
        }
        contentEnd = position;
        nextHeader = position + TarHeader.padding(raw.size());
        return body;
    }

    private static void refuseGlobal(Pax global, long at) throws ArchiveException {
        if (!global.isEmpty()) {
            throw new ArchiveException("the pax header at byte " + at + " is for all entries, and not a comment");
        }
    }

    private String longName(RawHeader raw, long at) throws IOException {
        byte[] body = extension(raw, at);
        int end = 0;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return Utf8.decode(body, 0, end)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> new ArchiveException("the long name at byte " + at + " is not UTF-8"));
    }

    private void skipTo(long target) throws IOException {
        while (position < target) {
            long skipped = in.skip(target - position);
            if (skipped <= 0 && in.read() >= 0) {
                skipped = 1;
            }
            if (skipped <= 0) {
                throw new ArchiveException("the tar ends at byte " + position + ", in the middle");
            }
            position += skipped;
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Content that is read moves the reader on, so that the rest can be skipped; a content that ends early is told at once. */
    private final class Counting extends java.io.FilterInputStream {
        private final long end = contentEnd;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                position += count;
            } else if (count < 0 && position < end) {
                throw new ArchiveException("the tar ends at byte " + position + ", in the middle");
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            position += skipped;
            return skipped;
        }

        @Override
        public void close() {}
    }
}
