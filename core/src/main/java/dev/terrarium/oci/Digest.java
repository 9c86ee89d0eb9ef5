package dev.terrarium.oci;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SHA-256 of some bytes: the only way anything in this program is identified.
 *
 * <p>Not a {@code String}: a digest that was never checked cannot be spelled. Not a {@code byte[]}: those are mutable and
 * compare by identity. Other algorithms of the image specification are refused when parsed: no registry serves them, and a
 * second one would put every key in the store twice.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">image-spec, digests</a>
 */
public record Digest(String hex) implements Comparable<Digest> {
    private static final String PREFIX = "sha256:";

    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not 64 hexadecimal digits: " + hex);
        }
    }

    /** Reads {@code sha256:…} as it stands in manifests; anything else is the document's fault, and the caller says so. */
    public static Optional<Digest> parse(String text) {
        return text.startsWith(PREFIX) && isHex(text.substring(PREFIX.length()))
                ? Optional.of(new Digest(text.substring(PREFIX.length())))
                : Optional.empty();
    }

    public static Digest ofBytes(byte[] bytes) {
        return ended(sha256(), bytes);
    }

    /** Reads the stream to its end; the caller closes it. */
    public static Digest ofStream(InputStream in) throws IOException {
        MessageDigest running = sha256();
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = in.read(buffer)) >= 0; ) {
            running.update(buffer, 0, count);
        }
        return ended(running);
    }

    /** A new running SHA-256; finish it with {@link #ended(MessageDigest)}. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public static Digest ended(MessageDigest running) {
        return new Digest(HexFormat.of().formatHex(running.digest()));
    }

    private static Digest ended(MessageDigest running, byte[] last) {
        return new Digest(HexFormat.of().formatHex(running.digest(last)));
    }

    private static boolean isHex(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
