package dev.terrarium.debian.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/**
 * What makes an OpenPGP signature strong enough and of its time, whoever made it.
 *
 * <p>The library below computes and judges nothing: it would accept MD5, a key of 512 bits, or a signature that ended last year.
 */
final class Signatures {
    /** Clocks of build machines are off; by a day they are not. */
    private static final Duration SKEW = Duration.ofDays(1);

    private static final Set<Integer> HASHES =
            Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.KEY_EXPIRE_TIME,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.KEY_FLAGS,
            SignatureSubpacketTags.EMBEDDED_SIGNATURE,
            SignatureSubpacketTags.PRIMARY_USER_ID,
            SignatureSubpacketTags.PREFERRED_HASH_ALGS,
            SignatureSubpacketTags.PREFERRED_SYM_ALGS,
            SignatureSubpacketTags.PREFERRED_COMP_ALGS,
            SignatureSubpacketTags.FEATURES,
            SignatureSubpacketTags.KEY_SERVER_PREFS,
            SignatureSubpacketTags.EXPORTABLE,
            SignatureSubpacketTags.REVOCATION_REASON,
            SignatureSubpacketTags.SIGNER_USER_ID);

    private Signatures() {}

    /** Why a signature cannot count, before its arithmetic is looked at; empty when nothing speaks against it. */
    static Optional<String> weakness(PGPSignature signature, Instant now) {
        if (signature.getVersion() < 4) {
            return Optional.of("a signature of version " + signature.getVersion());
        }
        if (!HASHES.contains(signature.getHashAlgorithm())) {
            return Optional.of("a signature over " + hash(signature.getHashAlgorithm()));
        }
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        if (hashed == null || hashed.getSignatureCreationTime() == null) {
            return Optional.of("a signature without a date");
        }
        for (int tag : hashed.getCriticalTags()) {
            if (!UNDERSTOOD.contains(tag)) {
                return Optional.of("a signature with a condition that is not understood (" + tag + ")");
            }
        }
        Instant made = hashed.getSignatureCreationTime().toInstant();
        if (made.isAfter(now.plus(SKEW))) {
            return Optional.of("a signature of the future (" + made + ")");
        }
        long lifetime = hashed.getSignatureExpirationTime();
        if (lifetime > 0 && made.plusSeconds(lifetime).isBefore(now)) {
            return Optional.of("a signature that ended on " + made.plusSeconds(lifetime));
        }
        return Optional.empty();
    }

    /** Why a key's arithmetic cannot be relied on. */
    static Optional<String> weakness(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL ->
                key.getBitStrength() < 2048
                        ? Optional.of("an RSA key of " + key.getBitStrength() + " bits")
                        : Optional.empty();
            case PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    PublicKeyAlgorithmTags.Ed25519,
                    PublicKeyAlgorithmTags.Ed448,
                    PublicKeyAlgorithmTags.ECDSA -> Optional.empty();
            default -> Optional.of("a key of an algorithm that is not trusted (" + key.getAlgorithm() + ")");
        };
    }

    private static String hash(int algorithm) {
        return switch (algorithm) {
            case HashAlgorithmTags.MD5 -> "MD5";
            case HashAlgorithmTags.SHA1 -> "SHA-1";
            default -> "hash algorithm " + algorithm;
        };
    }
}
