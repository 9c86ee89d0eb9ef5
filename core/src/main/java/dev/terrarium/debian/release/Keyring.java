package dev.terrarium.debian.release;

import dev.terrarium.debian.MalformedControl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/**
 * The keys that may vouch for an archive: out of whatever a keyring file holds, those whose primary fingerprint somebody trusts.
 *
 * <p>The file supplies key material only; trust is a list of fingerprints, written down elsewhere. An empty keyring is a value: it
 * vouches for nothing.
 */
public final class Keyring {
    private static final int LONGEST = 4 << 20;
    private static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    /** Vouches for nothing. */
    public static final Keyring EMPTY = new Keyring(List.of());

    private final List<Ring> rings;

    private Keyring(List<Ring> rings) {
        this.rings = List.copyOf(rings);
    }

    /**
     * A certificate in its bytes: the library's own objects change while signatures are verified, and suites are verified at the
     * same time.
     */
    private record Ring(Fingerprint primary, byte[] packets) {
        static Ring of(PGPPublicKeyRing ring) throws IOException {
            return new Ring(Fingerprint.of(ring.getPublicKey().getFingerprint()), ring.getEncoded());
        }

        PGPPublicKeyRing opened() {
            try {
                return new PGPPublicKeyRing(packets, new BcKeyFingerprintCalculator());
            } catch (IOException e) {
                throw new IllegalStateException("a certificate was read once and cannot be read again", e);
            }
        }
    }

    /**
     * Reads keys in binary or in armor, one block or several.
     *
     * @throws MalformedControl when the bytes are no keyring
     */
    public static Keyring read(byte[] bytes, Collection<Fingerprint> trusted) throws MalformedControl {
        return read(bytes, trusted::contains);
    }

    /**
     * The same, with every key that is there: for a file that somebody named in order to trust it.
     *
     * @throws MalformedControl when the bytes are no keyring
     */
    public static Keyring readWhole(byte[] bytes) throws MalformedControl {
        return read(bytes, key -> true);
    }

    private static Keyring read(byte[] bytes, Predicate<Fingerprint> trusted) throws MalformedControl {
        if (bytes.length > LONGEST) {
            throw new MalformedControl("a keyring of more than " + LONGEST + " bytes");
        }
        var rings = new ArrayList<Ring>();
        for (byte[] block : blocks(bytes)) {
            readBlock(block, trusted, rings);
        }
        return new Keyring(rings);
    }

    private static List<byte[]> blocks(byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!text.contains(ARMOR)) {
            return List.of(bytes);
        }
        var blocks = new ArrayList<byte[]>();
        for (int at = text.indexOf(ARMOR); at >= 0; ) {
            int next = text.indexOf(ARMOR, at + ARMOR.length());
            blocks.add(text.substring(at, next < 0 ? text.length() : next)
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            at = next;
        }
        return blocks;
    }

    private static void readBlock(byte[] block, Predicate<Fingerprint> trusted, List<Ring> rings)
            throws MalformedControl {
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(block))) {
            var factory = new BcPGPObjectFactory(in);
            for (Object next = factory.nextObject(); next != null; next = factory.nextObject()) {
                if (next instanceof PGPPublicKeyRing found) {
                    Ring ring = Ring.of(found);
                    if (trusted.test(ring.primary())) {
                        rings.add(ring);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // the library answers some malformed packets with runtime exceptions
            throw new MalformedControl("no keyring: " + MalformedControl.shown(String.valueOf(e.getMessage())));
        }
    }

    /** The primary keys that are trusted and here. */
    public SortedSet<Fingerprint> keys() {
        var keys = new TreeSet<Fingerprint>();
        rings.forEach(ring -> keys.add(ring.primary()));
        return keys;
    }

    /** The keys of both; a key that both have is taken as this one has it. */
    public Keyring and(Keyring other) {
        var all = new ArrayList<>(rings);
        other.rings.stream().filter(ring -> !keys().contains(ring.primary())).forEach(all::add);
        return new Keyring(all);
    }

    public boolean isEmpty() {
        return rings.isEmpty();
    }

    /** The key that a signature says it was made with, if it is one of ours. */
    Optional<TrustedKey> find(PGPSignature signature) {
        for (Ring one : rings) {
            PGPPublicKeyRing ring = one.opened();
            PGPPublicKey key = ring.getPublicKey(signature.getKeyID());
            if (key != null) {
                return Optional.of(new TrustedKey(ring, key));
            }
        }
        return Optional.empty();
    }
}
