package dev.terrarium.debian.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianSourcesTest {
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final String STABLE_KEY = "4D64FEC119C2029067D6E791F8D2585B8783D481";

    @TempDir
    Path root;

    @Test
    void bothFormatsAreReadAndTheSuitesNameTheArchive() throws IOException {
        write("etc/apt/sources.list", """
                # deb http://commented.example/debian trixie main
                deb [arch=amd64] http://one.example/debian bookworm main contrib # a comment
                deb-src http://source.example/debian bookworm main
                deb http://one.example/debian/ bookworm-updates main
                deb cdrom:[Debian]/ bookworm main
                deb http://flat.example/repo ./
                """);
        write("etc/apt/sources.list.d/debian.sources", """
                Types: deb deb-src
                URIs: http://two.example/debian https://three.example/debian
                Suites: trixie trixie-updates
                Components: main

                Types: deb
                URIs: http://user:secret@two.example/debian-security
                Suites: trixie-security
                Components: main

                Enabled: no
                Types: deb
                URIs: http://disabled.example/debian
                Suites: trixie
                Components: main
                """);
        DebianSources sources = ofHost();
        assertThat(sources.describe())
                .containsExactly(
                        "debian http://one.example/debian/ (/etc/apt/sources.list:2)",
                        "debian http://two.example/debian/ (/etc/apt/sources.list.d/debian.sources)",
                        "debian https://three.example/debian/ (/etc/apt/sources.list.d/debian.sources)",
                        "debian-security http://two.example/debian-security/"
                                + " (/etc/apt/sources.list.d/debian.sources)");
        assertThat(sources.ignored())
                .containsExactly("/etc/apt/sources.list:5: not an address that begins with http:// or https://");
        assertThat(sources.archive()).noneMatch(Location::certain);
    }

    @Test
    void aMalformedFileIsPassedOverByName() throws IOException {
        write("etc/apt/sources.list.d/a.sources", "nonsense\n");
        write("etc/apt/sources.list.d/b.list", "deb http://one.example/debian trixie main\n");
        DebianSources sources = ofHost();
        assertThat(sources.archive()).hasSize(1);
        assertThat(sources.ignored())
                .containsExactly("/etc/apt/sources.list.d/a.sources: line 1 is no field: `nonsense`");
    }

    @Test
    void aHostWithoutAptHasNoSources() {
        assertThat(ofHost()).isEqualTo(new DebianSources(List.of(), List.of(), List.of()));
    }

    @Test
    void anEntryThatOthersSignIsPassedOver() throws IOException {
        write("usr/share/keyrings/vendor.gpg", "not even a keyring");
        write("etc/apt/sources.list", "deb [signed-by=/usr/share/keyrings/vendor.gpg] http://vendor.example/ x main\n");
        DebianSources sources = ofHost();
        assertThat(sources.archive()).isEmpty();
        assertThat(sources.ignored()).containsExactly("/etc/apt/sources.list:1: signed by others than Debian");
    }

    @Test
    void theKeysOfAnEntryAreFoundByFileFingerprintAndText() throws IOException {
        requireDebiansKeyring();
        Path keyring = root.resolve("usr/share/keyrings/debian-archive-keyring.gpg");
        Files.createDirectories(keyring.getParent());
        Files.copy(KEYRING, keyring);
        String armor = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n "
                + Base64.getMimeEncoder(76, "\n ".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(Files.readAllBytes(KEYRING))
                + "\n -----END PGP PUBLIC KEY BLOCK-----\n";
        write("etc/apt/sources.list.d/debian.sources", """
                Types: deb
                URIs: http://file.example/debian
                Suites: trixie
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

                Types: deb
                URIs: http://fingerprint.example/debian
                Suites: trixie
                Signed-By: %s!

                Types: deb
                URIs: http://text.example/debian
                Suites: trixie
                Signed-By:
                 %s
                Types: deb
                URIs: http://none.example/debian
                Suites: trixie
                """.formatted(STABLE_KEY, armor + "\n"));
        DebianSources sources = ofHost();
        assertThat(sources.archive())
                .extracting(
                        one -> one.uri().getHost() + " " + one.keyring().keys().size() + " " + one.certain())
                .containsExactly(
                        "file.example 6 true",
                        "fingerprint.example 1 true",
                        "text.example 6 true",
                        "none.example 6 false");
        assertThat(sources.archive().get(1).keyring().keys().first().hex()).isEqualTo(STABLE_KEY);
    }

    @Test
    void explicitSourcesReplaceTheHosts() throws IOException {
        write("etc/apt/sources.list", "deb http://one.example/debian bookworm main\n");
        DebianSources sources = DebianSources.of(
                new DebianSources.Explicit(
                        Optional.of("https://mirror.example/debian"),
                        Optional.of("https://mirror.example/debian-security/"),
                        Optional.empty(),
                        List.of(),
                        "pyproject.toml"),
                environment());
        assertThat(sources.describe())
                .containsExactly(
                        "debian https://mirror.example/debian/ (pyproject.toml)",
                        "debian-security https://mirror.example/debian-security/ (pyproject.toml)");
        assertThat(sources.candidates("trixie-security", "pool/main/l/lib/lib_1+b2~3_amd64.deb"))
                .extracting(Object::toString)
                .containsExactly(
                        "https://mirror.example/debian-security/pool/main/l/lib/lib_1%2bb2~3_amd64.deb",
                        "https://mirror.example/debian/pool/main/l/lib/lib_1%2bb2~3_amd64.deb");
    }

    @Test
    void mistakesInExplicitSourcesAreNamed() throws IOException {
        write("empty.gpg", "");
        refused(
                "ftp://x.example/debian",
                Optional.empty(),
                List.of(),
                "a Debian source is not an address that begins" + " with http:// or https://");
        refused("http://x.example/", Optional.empty(), List.of("B8783D48"), "`B8783D48` is not a key's fingerprint");
        refused(
                "http://x.example/",
                Optional.of(Path.of("missing.gpg")),
                List.of(),
                "`" + root.resolve("missing.gpg") + "` is not there, or is no OpenPGP keyring");
        refused(
                "http://x.example/",
                Optional.of(Path.of("empty.gpg")),
                List.of(STABLE_KEY),
                "`" + root.resolve("empty.gpg") + "` holds none of the keys that are trusted");
    }

    private void refused(String uri, Optional<Path> keyring, List<String> fingerprints, String message) {
        var explicit = new DebianSources.Explicit(Optional.of(uri), Optional.empty(), keyring, fingerprints, "x");
        assertThatThrownBy(() -> DebianSources.of(explicit, environment()))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    private static void requireDebiansKeyring() {
        if (!Files.exists(KEYRING)) {
            Assumptions.abort("oracle missing: debian-archive-keyring");
        }
    }

    private DebianSources ofHost() {
        return DebianSources.of(DebianSources.Explicit.NOTHING, environment());
    }

    private Environment environment() {
        return new Environment(Map.of(), root, root, root, InstantSource.fixed(Instant.EPOCH));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
