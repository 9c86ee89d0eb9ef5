package dev.terrarium.project.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name that git gives to a file's content: SHA-1 over a header and the bytes. It is compared with what a commit holds, and
 * nothing is trusted because of it.
 *
 * @see <a href="https://git-scm.com/book/en/v2/Git-Internals-Git-Objects">git objects</a>
 */
public final class GitBlob {
    private GitBlob() {}

    public static String of(byte[] bytes) {
        return hex(begun(bytes.length).digest(bytes));
    }

    private static MessageDigest begun(long size) {
        try {
            MessageDigest running = MessageDigest.getInstance("SHA-1");
            running.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            return running;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** Names a file while somebody else reads it. */
    static final class Hashing extends FilterInputStream {
        private final MessageDigest running;

        Hashing(InputStream in, long size) {
            super(in);
            this.running = begun(size);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                running.update((byte) value);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                running.update(bytes, offset, count);
            }
            return count;
        }

        String ended() {
            return hex(running.digest());
        }
    }
}
