package dev.terrarium.archive;

import static dev.terrarium.archive.ArchiveException.quote;

import dev.terrarium.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reads the table of an ar archive: the outermost layer of a .deb.
 *
 * <p>Only what a .deb may be: short names, each once, nothing between members and nothing after the last. The tables of long
 * names and symbols, by which GNU's and BSD's archives of object files differ, are refused.
 *
 * @see <a href="https://manpages.debian.org/testing/dpkg-dev/deb.5.en.html">deb(5)</a>
 */
public final class ArReader {
    private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 60;
    private static final int MOST_MEMBERS = 100;

    private ArReader() {}

    /**
     * A member, and where its bytes lie.
     *
     * @param name without the slash that some writers put after it
     * @param offset of its first byte in the archive
     */
    public record Member(String name, long offset, long size) {
        /** The member's bytes, when {@code archive} is the file that was read. */
        public ByteSource source(Path archive) {
            return ByteSource.of(archive, offset, size);
        }
    }

    /** All members, in the order in which they stand. */
    public static List<Member> read(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive)) {
            return read(channel);
        }
    }

    private static List<Member> read(FileChannel channel) throws IOException {
        long length = channel.size();
        if (!ByteBuffer.wrap(MAGIC).equals(bytes(channel, 0, MAGIC.length))) {
            throw new ArchiveException("not an ar archive");
        }
        var members = new ArrayList<Member>();
        var names = new HashSet<String>();
        long at = MAGIC.length;
        while (at < length) {
            Member member = member(bytes(channel, at, HEADER), at);
            if (member.size > length - member.offset) {
                throw new ArchiveException("the ar member " + quote(member.name) + " is longer than the archive");
            }
            if (!names.add(member.name)) {
                throw new ArchiveException("two ar members are named " + quote(member.name));
            }
            if (members.size() == MOST_MEMBERS) {
                throw new ArchiveException("more than " + MOST_MEMBERS + " ar members");
            }
            members.add(member);
            at = member.offset + member.size;
            if (member.size % 2 == 1 && at < length) {
                if (bytes(channel, at, 1).get() != '\n') {
                    throw new ArchiveException("the ar member " + quote(member.name) + " is not padded with a newline");
                }
                at++;
            }
        }
        return members;
    }

    private static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new ArchiveException("the ar archive ends at byte " + (at + buffer.position()) + ", in a header");
            }
        }
        return buffer.flip();
    }

    private static Member member(ByteBuffer header, long at) throws ArchiveException {
        String text = StandardCharsets.ISO_8859_1.decode(header).toString();
        if (!text.endsWith("`\n")) {
            throw new ArchiveException("no ar header at byte " + at);
        }
        String name = text.substring(0, 16).stripTrailing();
        if (name.length() > 1 && name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        if (!name.matches("[A-Za-z0-9._+-]+")) {
            throw new ArchiveException("the ar header at byte " + at + " has a name that no .deb has: " + quote(name));
        }
        String size = text.substring(48, 58).stripTrailing();
        if (!size.matches("[0-9]{1,10}")) {
            throw new ArchiveException("the ar member " + quote(name) + " has a size that is not a number");
        }
        return new Member(name, at + HEADER, Long.parseLong(size));
    }
}
