package dev.terrarium.debian.release;

import dev.terrarium.debian.MalformedControl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Decides whether a signed document is vouched for: by at least one good signature of a trusted key, and by no bad one.
 *
 * <p>Signatures of keys that we do not know say nothing, for or against: Debian signs with the keys of two releases.
 */
final class Verification {
    private static final int MOST_SIGNATURES = 16;

    private Verification() {}

    /** The text that was signed, and the primary key that vouches for it: the first in the document's order. */
    record Vouched(String text, Fingerprint signer) {}

    /** Nobody we trust vouches for the document; the message says what was found instead. */
    static final class NotVouched extends Exception {
        private static final long serialVersionUID = 1L;

        NotVouched(String message) {
            super(message);
        }
    }

    static Vouched verify(byte[] document, Keyring keyring, Instant now) throws MalformedControl, NotVouched {
        SignedText signed = SignedText.parse(document);
        byte[] canonical = SignedText.canonical(signed.text());
        var objections = new ArrayList<String>();
        Optional<Fingerprint> signer = Optional.empty();
        for (PGPSignature signature : signatures(signed.armor())) {
            Optional<TrustedKey> key = keyring.find(signature);
            if (key.isEmpty()) {
                objections.add("the key " + keyId(signature) + " is not trusted");
                continue;
            }
            Optional<String> objection = objection(signature, key.get(), now);
            if (objection.isPresent()) {
                objections.add(objection.get() + " by " + key.get().primaryFingerprint());
            } else if (isGood(signature, key.get(), canonical)) {
                signer = signer.or(() -> key.map(TrustedKey::primaryFingerprint));
            } else {
                throw new NotVouched("its text is not what " + key.get().primaryFingerprint() + " signed");
            }
        }
        return new Vouched(signed.text(), signer.orElseThrow(() -> new NotVouched(String.join("; ", objections))));
    }

    private static Optional<String> objection(PGPSignature signature, TrustedKey key, Instant now) {
        if (signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return Optional.of("a signature of another kind (" + signature.getSignatureType() + ")");
        }
        return Signatures.weakness(signature, now).or(() -> key.objection(now));
    }

    private static boolean isGood(PGPSignature signature, TrustedKey key, byte[] canonical) {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.key());
            signature.update(canonical);
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            // the library answers numbers out of range with runtime exceptions
            return false;
        }
    }

    private static List<PGPSignature> signatures(String armor) throws MalformedControl {
        try (var in = new ArmoredInputStream(new ByteArrayInputStream(armor.getBytes(StandardCharsets.ISO_8859_1)))) {
            var factory = new BcPGPObjectFactory(in);
            var signatures = new ArrayList<PGPSignature>();
            for (Object next = factory.nextObject(); next != null; next = factory.nextObject()) {
                if (!(next instanceof PGPSignatureList list)) {
                    throw new MalformedControl("something that is no signature where the signatures are");
                }
                list.forEach(signatures::add);
            }
            if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
                throw new MalformedControl(signatures.size() + " signatures");
            }
            return signatures;
        } catch (MalformedControl e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedControl("its signatures cannot be read");
        }
    }

    private static String keyId(PGPSignature signature) {
        return String.format(Locale.ROOT, "%016X", signature.getKeyID());
    }
}
