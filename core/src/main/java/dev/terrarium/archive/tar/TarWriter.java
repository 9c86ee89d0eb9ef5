package dev.terrarium.archive.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes a whole tar to a stream: {@link #add} for each entry, then {@link #end}.
 *
 * <p>The stream stays its owner's: nothing here closes or flushes it. Entries are written in the order in which they come;
 * whoever wants one digest sorts them.
 */
public final class TarWriter {
    private final OutputStream out;
    private final long mtime;

    /** @param mtime seconds since 1970, the same for every entry */
    public TarWriter(OutputStream out, long mtime) {
        this.out = out;
        this.mtime = mtime;
    }

    /** An entry without content. */
    public void add(TarEntry entry) throws IOException {
        add(entry, InputStream.nullInputStream());
    }

    public void add(TarEntry entry, byte[] content) throws IOException {
        add(entry, new java.io.ByteArrayInputStream(content));
    }

    /**
     * An entry with its content, which is read to its end and stays the caller's to close.
     *
     * @throws IOException also when the content has another length than the entry says; the tar is then of no use
     */
    public void add(TarEntry entry, InputStream content) throws IOException {
        out.write(TarHeader.of(entry, mtime));
        long length = content.transferTo(out);
        if (length != entry.size()) {
            throw new IOException("`" + entry.path() + "` has " + length + " bytes instead of " + entry.size());
        }
        out.write(new byte[TarHeader.padding(length)]);
    }

    /** The two empty blocks after the last entry. */
    public void end() throws IOException {
        out.write(new byte[2 * TarHeader.BLOCK]);
    }
}
