package dev.terrarium.debian.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A key of a trusted certificate, and whether that certificate lets it sign data today.
 *
 * <p>The fingerprint vouches for the primary key alone. Everything else in a certificate counts only if the primary key signed it:
 * how long it lives, what it may do, which sub-keys it has; and a sub-key that may sign must have said so itself, or anybody
 * could adopt anybody's.
 *
 * @param ring the certificate
 * @param key the primary key or a sub-key of it
 */
record TrustedKey(PGPPublicKeyRing ring, PGPPublicKey key) {
    Fingerprint primaryFingerprint() {
        return Fingerprint.of(primary().getFingerprint());
    }

    private PGPPublicKey primary() {
        return ring.getPublicKey();
    }

    /** Why the key cannot have signed anything that counts now; empty when it can. */
    Optional<String> objection(Instant now) {
        try {
            Optional<String> ofPrimary = objectionToPrimary(now);
            return ofPrimary.isPresent() || key.isMasterKey() ? ofPrimary : objectionToSubkey(now);
        } catch (PGPException | RuntimeException e) {
            // the library answers some malformed packets with runtime exceptions
            return Optional.of("a certificate that cannot be read");
        }
    }

    private Optional<String> objectionToPrimary(Instant now) throws PGPException {
        PGPPublicKey primary = primary();
        Optional<String> weakness = Signatures.weakness(primary);
        if (weakness.isPresent()) {
            return weakness;
        }
        for (PGPSignature revocation : signatures(primary.getSignaturesOfType(PGPSignature.KEY_REVOCATION))) {
            if (isBy(revocation, primary) && revocation.verifyCertification(primary)) {
                return Optional.of("a key that was revoked");
            }
        }
        Optional<PGPSignature> self = newest(selfSignatures(now));
        if (self.isEmpty()) {
            return Optional.of("a key that says nothing about itself");
        }
        Optional<String> expired = expiry(primary, self.get(), now);
        if (expired.isPresent()) {
            return expired;
        }
        return key.isMasterKey() && !maySign(self.get())
                ? Optional.of("a key that may not sign data")
                : Optional.empty();
    }

    private List<PGPSignature> selfSignatures(Instant now) throws PGPException {
        PGPPublicKey primary = primary();
        var valid = new ArrayList<PGPSignature>();
        for (PGPSignature direct : signatures(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY))) {
            if (counts(direct, now) && direct.verifyCertification(primary)) {
                valid.add(direct);
            }
        }
        for (Iterator<byte[]> users = primary.getRawUserIDs(); users.hasNext(); ) {
            byte[] user = users.next();
            for (PGPSignature certification : signatures(primary.getSignaturesForID(user))) {
                if (certification.isCertification()
                        && counts(certification, now)
                        && certification.verifyCertification(user, primary)) {
                    valid.add(certification);
                }
            }
        }
        return valid;
    }

    private Optional<String> objectionToSubkey(Instant now) throws PGPException {
        PGPPublicKey primary = primary();
        Optional<String> weakness = Signatures.weakness(key);
        if (weakness.isPresent()) {
            return weakness;
        }
        for (PGPSignature revocation : signatures(key.getSignaturesOfType(PGPSignature.SUBKEY_REVOCATION))) {
            if (isBy(revocation, primary) && revocation.verifyCertification(primary, key)) {
                return Optional.of("a sub-key that was revoked");
            }
        }
        var valid = new ArrayList<PGPSignature>();
        for (PGPSignature binding : signatures(key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING))) {
            if (counts(binding, now) && binding.verifyCertification(primary, key)) {
                valid.add(binding);
            }
        }
        Optional<PGPSignature> binding = newest(valid);
        if (binding.isEmpty()) {
            return Optional.of("a sub-key that its primary key does not know");
        }
        if (!maySign(binding.get())) {
            return Optional.of("a sub-key that may not sign data");
        }
        if (!isAcknowledged(binding.get(), now)) {
            return Optional.of("a sub-key that does not acknowledge its primary key");
        }
        return expiry(key, binding.get(), now);
    }

    /** The sub-key's own signature over its primary key, inside the binding. */
    private boolean isAcknowledged(PGPSignature binding, Instant now) throws PGPException {
        PGPSignatureList embedded = binding.getHashedSubPackets().getEmbeddedSignatures();
        if (embedded.isEmpty() && binding.getUnhashedSubPackets() != null) {
            // where it stands makes no difference: it carries its own proof
            embedded = binding.getUnhashedSubPackets().getEmbeddedSignatures();
        }
        for (PGPSignature back : embedded) {
            if (back.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
                    && Signatures.weakness(back, now).isEmpty()) {
                back.init(new BcPGPContentVerifierBuilderProvider(), key);
                if (back.verifyCertification(primary(), key)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Made by the primary key, strong, and ready to be verified. */
    private boolean counts(PGPSignature signature, Instant now) throws PGPException {
        return Signatures.weakness(signature, now).isEmpty() && isBy(signature, primary());
    }

    private static boolean isBy(PGPSignature signature, PGPPublicKey signer) throws PGPException {
        if (signature.getKeyID() != signer.getKeyID()) {
            return false;
        }
        signature.init(new BcPGPContentVerifierBuilderProvider(), signer);
        return true;
    }

    private static boolean maySign(PGPSignature self) {
        return (self.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) != 0;
    }

    private static Optional<String> expiry(PGPPublicKey key, PGPSignature self, Instant now) {
        long lifetime = self.getHashedSubPackets().getKeyExpirationTime();
        Instant end = key.getCreationTime().toInstant().plusSeconds(lifetime);
        return lifetime > 0 && end.isBefore(now) ? Optional.of("a key that expired on " + end) : Optional.empty();
    }

    private static Optional<PGPSignature> newest(List<PGPSignature> signatures) {
        return signatures.stream().max(Comparator.comparing(PGPSignature::getCreationTime));
    }

    private static List<PGPSignature> signatures(Iterator<PGPSignature> iterator) {
        if (iterator == null) {
            return List.of();
        }
        var list = new ArrayList<PGPSignature>();
        iterator.forEachRemaining(list::add);
        return Collections.unmodifiableList(list);
    }
}
