package dev.terrarium.testkit.debian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key that signs an archive of a test: made on the spot, never written to disk, Ed25519.
 *
 * <p>What a signature is made of can be chosen, so that a test can make those that must be refused.
 */
public final class ArchiveKey {
    private static final String USER = "Test Archive Key <archive@debian.example>";

    private final PGPKeyPair pair;
    private final PGPPublicKey certified;

    private ArchiveKey(PGPKeyPair pair, PGPPublicKey certified) {
        this.pair = pair;
        this.certified = certified;
    }

    /**
     * How a key describes itself.
     *
     * @param lifetime in seconds; 0 for ever
     * @param flags what it may do
     * @param hash of its signature over itself
     */
    public record Traits(Instant created, long lifetime, int flags, int hash) {
        public static Traits usual(Instant created) {
            return new Traits(created, 0, KeyFlags.SIGN_DATA | KeyFlags.CERTIFY_OTHER, HashAlgorithmTags.SHA512);
        }
    }

    public static ArchiveKey generate(Instant created) {
        return generate(Traits.usual(created));
    }

    public static ArchiveKey generate(Traits traits) {
        try {
            PGPKeyPair pair = pair(traits.created());
            var self = new PGPSignatureSubpacketGenerator();
            self.setSignatureCreationTime(true, Date.from(traits.created()));
            self.setKeyFlags(true, traits.flags());
            if (traits.lifetime() > 0) {
                self.setKeyExpirationTime(true, traits.lifetime());
            }
            PGPSignatureGenerator generator = generator(pair, traits.hash(), PGPSignature.POSITIVE_CERTIFICATION, self);
            PGPSignature certification = generator.generateCertification(USER, pair.getPublicKey());
            return new ArchiveKey(pair, PGPPublicKey.addCertification(pair.getPublicKey(), USER, certification));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPKeyPair pair(Instant created) throws PGPException {
        var generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(created));
    }

    private static PGPSignatureGenerator generator(
            PGPKeyPair pair, int hash, int type, PGPSignatureSubpacketGenerator hashed) throws PGPException {
        var generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
        generator.init(type, pair.getPrivateKey());
        hashed.setIssuerFingerprint(false, pair.getPublicKey());
        generator.setHashedSubpackets(hashed.generate());
        return generator;
    }

    /** 40 hexadecimal digits in upper case. */
    public String fingerprint() {
        return HexFormat.of().withUpperCase().formatHex(certified.getFingerprint());
    }

    /** The public key as a file of {@code /usr/share/keyrings} holds it. */
    public byte[] keyring() {
        return keyring(certified);
    }

    /** The public key, and a word of its owner that it must not be trusted any more. */
    public byte[] revokedKeyring(Instant when) {
        try {
            var hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(true, Date.from(when));
            PGPSignature revocation = generator(pair, HashAlgorithmTags.SHA512, PGPSignature.KEY_REVOCATION, hashed)
                    .generateCertification(certified);
            return keyring(PGPPublicKey.addCertification(certified, revocation));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] keyring(PGPPublicKey key) {
        try {
            return key.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public key in armor, as it stands in a {@code Signed-By} or in a file that ends in {@code .asc}. */
    public String armoredKeyring() {
        return armored(keyring());
    }

    private static String armored(byte[] packets) {
        var bytes = new ByteArrayOutputStream();
        try (var armor = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
            armor.write(packets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    /** The text in one cleartext-signed block: an {@code InRelease}. */
    public String clearsign(String text, Instant made) {
        return wrap(text, signature(text, made, PGPSignature.CANONICAL_TEXT_DOCUMENT, HashAlgorithmTags.SHA512, 0));
    }

    /** A text and signatures put together by the rules of the framework, whether or not they fit. */
    public static String wrap(String text, String signature) {
        String escaped = text.lines()
                .map(line -> line.startsWith("-") ? "- " + line : line)
                .reduce("", (before, line) -> before + line + "\n");
        return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + escaped + signature;
    }

    /**
     * A detached signature over a text, in armor.
     *
     * @param lifetime in seconds; 0 for ever
     */
    public String signature(String text, Instant made, int type, int hash, long lifetime) {
        try {
            var hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(true, Date.from(made));
            if (lifetime > 0) {
                hashed.setSignatureExpirationTime(true, lifetime);
            }
            PGPSignatureGenerator generator = generator(pair, hash, type, hashed);
            String canonical =
                    String.join("\r\n", text.lines().map(String::stripTrailing).toList());
            generator.update(canonical.getBytes(StandardCharsets.UTF_8));
            return armored(generator.generate().getEncoded()).strip().replace("\r", "") + "\n";
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ArchiveKey " + fingerprint().toLowerCase(Locale.ROOT);
    }
}
