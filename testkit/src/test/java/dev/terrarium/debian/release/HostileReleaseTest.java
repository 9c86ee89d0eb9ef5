package dev.terrarium.debian.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.debian.MalformedControl;
import dev.terrarium.error.TrustError;
import dev.terrarium.testkit.debian.ArchiveKey;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.TestSuite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed Release files that must not be believed, and the one that must. */
class HostileReleaseTest {
    private static final Instant NOW = Instant.parse("2025-05-04T10:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(86_400);
    private static final int TEXT = PGPSignature.CANONICAL_TEXT_DOCUMENT;
    private static final int SHA512 = HashAlgorithmTags.SHA512;

    private static final ArchiveKey KEY = ArchiveKey.generate(EARLIER);
    private static final ArchiveKey OTHER = ArchiveKey.generate(EARLIER);
    private static final String RELEASE = TestSuite.of("trixie", NOW)
            .with(Deb.of("a", "1"))
            .release(Map.of("main/binary-amd64/Packages", "x".getBytes(StandardCharsets.US_ASCII)));
    private static final String SIGNED = KEY.clearsign(RELEASE, NOW);

    @TempDir
    Path directory;

    @Test
    void whatTheKeySignedIsBelieved() throws MalformedControl {
        Release release = verify(SIGNED, KEY);
        assertThat(release.codename()).isEqualTo("trixie");
        assertThat(release.origin()).isEqualTo("Debian");
        assertThat(release.date()).isEqualTo(NOW);
        assertThat(release.files()).containsOnlyKeys("main/binary-amd64/Packages");
        assertThat(release.signer().hex()).isEqualTo(KEY.fingerprint());
    }

    @Test
    void armorAndBinaryKeyringsAreTheSame() throws MalformedControl {
        var trusted = List.of(new Fingerprint(KEY.fingerprint()));
        byte[] armored = (OTHER.armoredKeyring() + "\n" + KEY.armoredKeyring()).getBytes(StandardCharsets.US_ASCII);
        assertThat(Keyring.read(armored, trusted).keys())
                .isEqualTo(Keyring.read(KEY.keyring(), trusted).keys());
        assertThat(Keyring.read(KEY.keyring(), List.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void malformedDocumentsAreRefusedByName(String document, String message) {
        assertThatThrownBy(() -> verify(document, KEY))
                .isInstanceOf(TrustError.class)
                .hasMessage("`InRelease` is no signed Release file: " + message);
    }

    static Stream<Arguments> malformedDocumentsAreRefusedByName() {
        String follows = "something follows the signature";
        String begins = "it does not begin with a signed message";
        String armor = SIGNED.substring(SIGNED.indexOf("-----BEGIN PGP SIGNATURE"));
        return Stream.of(
                Arguments.of(SIGNED + SIGNED, follows),
                Arguments.of(SIGNED + OTHER.clearsign(RELEASE, NOW), follows),
                Arguments.of(SIGNED + "Package: evil\n", follows),
                Arguments.of("Origin: Debian\n" + SIGNED, begins),
                Arguments.of("\n" + SIGNED, begins),
                Arguments.of("", begins),
                Arguments.of(RELEASE, begins),
                Arguments.of(
                        SIGNED.replace("Codename", "-evil\nCodename"),
                        "a line of the signed text begins with a dash that is not escaped"),
                Arguments.of(
                        SIGNED.replace("Codename", "-----BEGIN PGP SIGNED MESSAGE-----\nCodename"),
                        "a line of the signed text begins with a dash that is not escaped"),
                Arguments.of(
                        SIGNED.replace("Hash: SHA512\n", "Hash: SHA512\nOrigin: Evil\n"),
                        "a header that is not covered by the signature: `Origin: Evil`"),
                Arguments.of(SIGNED.substring(0, SIGNED.indexOf("-----END")), "it ends before its signature does"),
                Arguments.of(SIGNED.substring(0, 200), "it ends before its signature does"),
                Arguments.of("-----BEGIN PGP SIGNED MESSAGE-----\n", "it ends before its signature does"),
                Arguments.of(
                        ArchiveKey.wrap(RELEASE, "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n"),
                        "its signatures cannot be read"),
                Arguments.of(
                        ArchiveKey.wrap(
                                RELEASE, "-----BEGIN PGP SIGNATURE-----\n\nnonsense\n-----END PGP SIGNATURE-----\n"),
                        "its signatures cannot be read"),
                Arguments.of(
                        ArchiveKey.wrap(
                                RELEASE,
                                KEY.armoredKeyring()
                                                .replace("PUBLIC KEY BLOCK", "SIGNATURE")
                                                .strip() + "\n"),
                        "something that is no signature where the signatures are"),
                signed("Origin: Debian\nDate: Sun, 04 May 2025 10:00:00 UTC\n", "the field `sha256` is missing"),
                signed("Origin: Debian\nSHA256:\n", "the field `date` is missing"),
                signed(RELEASE + "\nOrigin: Evil\n", "2 paragraphs instead of one"),
                signed(RELEASE + "Origin: Evil\n", "line 14 repeats the field `origin`"),
                signed(RELEASE.replace("04 May", "34 May"), "not a date: `Sun, 34 May 2025 10:00:00 UTC`"),
                signed(RELEASE + " 00 1 main/x\n", "not a file of the suite: `00 1 main/x`"),
                signed(
                        RELEASE + " " + "0".repeat(64) + " 1 main/binary-amd64/Packages\n",
                        "two files of one name: `main/binary-amd64/Packages`"),
                signed(
                        "-----BEGIN PGP SIGNED MESSAGE-----\n" + RELEASE,
                        "line 1 is no field: `-----BEGIN PGP SIGNED MESSAGE-----`"),
                Arguments.of(
                        SIGNED.replace(armor, armor.replace("-----END", "----END")),
                        "it ends before its signature does"));
    }

    private static Arguments signed(String text, String message) {
        return Arguments.of(KEY.clearsign(text, NOW), message);
    }

    @ParameterizedTest
    @MethodSource
    void documentsThatNobodyVouchesForAreRefusedByName(String document, ArchiveKey trusted, String message) {
        assertThatThrownBy(() -> verify(document, trusted))
                .isInstanceOf(TrustError.class)
                .hasMessage(
                        "nobody we trust vouches for `InRelease`: " + message.replace("KEY", trusted.fingerprint()));
    }

    static Stream<Arguments> documentsThatNobodyVouchesForAreRefusedByName() {
        ArchiveKey expired = ArchiveKey.generate(new ArchiveKey.Traits(EARLIER, 3600, KeyFlags.SIGN_DATA, SHA512));
        ArchiveKey certifier = ArchiveKey.generate(new ArchiveKey.Traits(EARLIER, 0, KeyFlags.CERTIFY_OTHER, SHA512));
        ArchiveKey weak =
                ArchiveKey.generate(new ArchiveKey.Traits(EARLIER, 0, KeyFlags.SIGN_DATA, HashAlgorithmTags.SHA1));
        return Stream.of(
                Arguments.of(
                        SIGNED.replace("Codename: trixie", "Codename: evil"), KEY, "its text is not what KEY signed"),
                Arguments.of(SIGNED.replace("Origin: Debian\n", ""), KEY, "its text is not what KEY signed"),
                Arguments.of(
                        ArchiveKey.wrap("Origin: Evil\n", SIGNED.substring(SIGNED.indexOf("-----BEGIN PGP SIGNATURE"))),
                        KEY,
                        "its text is not what KEY signed"),
                Arguments.of(
                        OTHER.clearsign(RELEASE, NOW),
                        KEY,
                        "the key " + OTHER.fingerprint().substring(24) + " is not trusted"),
                with(
                        KEY,
                        KEY.signature(RELEASE, NOW, TEXT, HashAlgorithmTags.SHA1, 0),
                        "a signature over SHA-1 by KEY"),
                with(KEY, KEY.signature(RELEASE, NOW, TEXT, HashAlgorithmTags.MD5, 0), "a signature over MD5 by KEY"),
                with(
                        KEY,
                        KEY.signature(RELEASE, NOW, TEXT, HashAlgorithmTags.SHA224, 0),
                        "a signature over hash algorithm 11 by KEY"),
                with(
                        KEY,
                        KEY.signature(RELEASE, NOW, PGPSignature.BINARY_DOCUMENT, SHA512, 0),
                        "a signature of another kind (0) by KEY"),
                with(
                        KEY,
                        KEY.signature(RELEASE, EARLIER, TEXT, SHA512, 3600),
                        "a signature that ended on 2025-05-03T11:00:00Z by KEY"),
                with(
                        KEY,
                        KEY.signature(RELEASE, NOW.plusSeconds(200_000), TEXT, SHA512, 0),
                        "a signature of the future (2025-05-06T17:33:20Z) by KEY"),
                Arguments.of(
                        expired.clearsign(RELEASE, NOW), expired, "a key that expired on 2025-05-03T11:00:00Z by KEY"),
                Arguments.of(certifier.clearsign(RELEASE, NOW), certifier, "a key that may not sign data by KEY"),
                Arguments.of(weak.clearsign(RELEASE, NOW), weak, "a key that says nothing about itself by KEY"));
    }

    private static Arguments with(ArchiveKey key, String signature, String message) {
        return Arguments.of(ArchiveKey.wrap(RELEASE, signature), key, message);
    }

    @Test
    void whatIsBelievedHereGpgvBelievesToo() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/gpgv"))) {
            Assumptions.abort("oracle missing: gpgv");
        }
        Path keyring = Files.write(directory.resolve("keyring.gpg"), KEY.keyring());
        var random = new Random(17);
        assertThat(gpgv(keyring, SIGNED)).isTrue();
        for (int round = 0; round < 40; round++) {
            var document = new StringBuilder(SIGNED);
            switch (round) {
                case 0 -> document.replace(0, document.length(), SIGNED.replace("\n", "\r\n"));
                case 1 -> document.replace(0, document.length(), SIGNED.replace("Debian\n", "Debian  \t\n"));
                default -> document.setCharAt(random.nextInt(document.length()), (char) random.nextInt(32, 127));
            }
            if (isBelieved(document.toString())) {
                assertThat(gpgv(keyring, document.toString()))
                        .as(document.toString())
                        .isTrue();
            }
        }
        assertThat(isBelieved(SIGNED.replace("\n", "\r\n"))).isTrue();
    }

    @Test
    void mutatedDocumentsNeverThrowAnythingElse() {
        var random = new Random(23);
        for (int round = 0; round < 600; round++) {
            byte[] document = SIGNED.getBytes(StandardCharsets.US_ASCII);
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                document[random.nextInt(document.length)] = (byte) random.nextInt(256);
            }
            isBelieved(new String(document, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void mutatedKeyringsNeverThrowAnythingElse() {
        var random = new Random(29);
        var trusted = List.of(new Fingerprint(KEY.fingerprint()));
        for (int round = 0; round < 400; round++) {
            byte[] keyring = KEY.keyring();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                keyring[random.nextInt(keyring.length)] = (byte) random.nextInt(256);
            }
            try {
                Release.verify(
                        SIGNED.getBytes(StandardCharsets.US_ASCII), "x", Keyring.read(keyring, trusted), expectation());
            } catch (MalformedControl | TrustError expected) {
                assertThat(expected).hasMessageNotContaining("\n");
            }
        }
    }

    private static boolean isBelieved(String document) {
        try {
            verify(document, KEY);
            return true;
        } catch (TrustError | MalformedControl e) {
            return false;
        }
    }

    private boolean gpgv(Path keyring, String document) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("InRelease"), document, StandardCharsets.ISO_8859_1);
        return new ProcessBuilder("gpgv", "-q", "--keyring", keyring.toString(), file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static Release verify(String document, ArchiveKey trusted) throws MalformedControl {
        var keyring = Keyring.read(trusted.keyring(), List.of(new Fingerprint(trusted.fingerprint())));
        return Release.verify(document.getBytes(StandardCharsets.ISO_8859_1), "InRelease", keyring, expectation());
    }

    private static Expectation expectation() {
        return new Expectation("trixie", Optional.of("Debian"), NOW, false, Optional.empty());
    }
}
