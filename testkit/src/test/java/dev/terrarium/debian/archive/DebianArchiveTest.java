package dev.terrarium.debian.archive;

import static dev.terrarium.debian.archive.ArchiveFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.testkit.Reply;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.DebWriter;
import dev.terrarium.testkit.debian.TestSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianArchiveTest {
    private static final String XZ = "main/binary-amd64/Packages.xz";

    @TempDir
    Path directory;

    private ArchiveFixture archive;

    @BeforeEach
    void publish() {
        archive = new ArchiveFixture(directory);
        archive.server.publish(
                TestSuite.of("trixie", NOW.minus(Duration.ofDays(60)))
                        .withoutEnd()
                        .with(Deb.of("libssl3t64", "3.5.0-1").with("Source", "openssl (3.5.0-1)"))
                        .with(Deb.of("tzdata", "2026a").forArchitecture("all")),
                TestSuite.of("trixie-updates", NOW)
                        .with(Deb.of("tzdata", "2026b").forArchitecture("all")),
                TestSuite.of("trixie-security", NOW).with(Deb.of("libssl3t64", "3.5.0-1+deb13u1")));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void theNewestVersionOfAnySuiteIsOnOffer() {
        ArchiveSnapshot snapshot = archive.open(Policy.STRICT);
        assertThat(snapshot.newest("tzdata").orElseThrow().suite()).isEqualTo("trixie-updates");
        assertThat(snapshot.newest("libssl3t64").orElseThrow().version().text()).isEqualTo("3.5.0-1+deb13u1");
        assertThat(snapshot.newest("nothing")).isEmpty();
        assertThat(snapshot.suites())
                .extracting(VerifiedSuite::name)
                .containsExactly("trixie", "trixie-updates", "trixie-security");
        assertThat(snapshot.suites().getFirst().release().signer().hex())
                .isEqualTo(archive.server.key().fingerprint());
    }

    @Test
    void anIndexIsFetchedByItsDigestAndOnce() {
        archive.open(Policy.STRICT);
        int first = archive.server.asked().size();
        archive.open(Policy.STRICT);
        assertThat(archive.server.asked().subList(0, first))
                .filteredOn(path -> path.contains("Packages"))
                .isEmpty();
        assertThat(archive.server.asked().subList(0, first))
                .filteredOn(path -> path.contains("/by-hash/SHA256/"))
                .hasSize(3);
        assertThat(archive.server.asked().subList(first, archive.server.asked().size()))
                .allMatch(path -> path.endsWith("/InRelease"));
    }

    @Test
    void withoutSecurityTheSecuritySuiteIsNotAsked() {
        archive.server.remove("dists/trixie-security/InRelease");
        assertThat(archive.open(Policy.STRICT.withoutSecurity()).suites()).hasSize(2);
        refused(
                UserError.class,
                ErrorCode.SOURCE_MISSING,
                "no configured source has the suite `trixie-security`: asked `" + archive.server.address() + "`",
                () -> archive.open(Policy.STRICT));
    }

    @Test
    void noSourceIsToldWithTheTwoLinesToWrite() {
        var nothing = new DebianSources(List.of(), List.of(), List.of());
        assertThatThrownBy(() -> archive.open(nothing, Policy.STRICT))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems().getFirst().hints())
                                .containsExactly(
                                        "write under [tool.terrarium.sources]: debian = \"https://<mirror>/debian\"",
                                        "and: debian-security = \"https://<mirror>/debian-security\""));
    }

    @Test
    void noSourceOfSecurityUpdatesIsAnError() {
        var half = new DebianSources(archive.sources().archive(), List.of(), List.of());
        refused(
                UserError.class,
                ErrorCode.SOURCE_MISSING,
                "no source of Debian's security updates is configured",
                () -> archive.open(half, Policy.STRICT));
        assertThat(archive.open(half, Policy.STRICT.withoutSecurity()).suites()).hasSize(2);
    }

    @Test
    void anExpiredIndexIsRefusedWithItsDateUnlessThatIsAllowed() {
        archive.server.publish(TestSuite.of("trixie-updates", NOW.minus(Duration.ofDays(8))));
        refused(
                TrustError.class,
                ErrorCode.INDEX_EXPIRED,
                "`" + archive.server.address() + "dists/trixie-updates/InRelease` expired on 2026-05-03T10:00:00Z",
                () -> archive.open(Policy.STRICT));
        assertThat(archive.open(Policy.STRICT.allowingExpired()).suites())
                .extracting(suite -> suite.release().expiryWaived())
                .containsExactly(false, true, false);
    }

    @Test
    void anOlderIndexThanTheOneBelievedLastIsRefused() {
        refused(
                TrustError.class,
                ErrorCode.INDEX_ROLLED_BACK,
                "`" + archive.server.address()
                        + "dists/trixie-security/InRelease` is of 2026-05-04T10:00:00Z, but one of"
                        + " 2026-05-04T10:00:01Z was already believed",
                () -> archive.open(Policy.STRICT.withKnown(Map.of("trixie-security", NOW.plusSeconds(1)))));
        assertThat(archive.open(Policy.STRICT.withKnown(Map.of("trixie-security", NOW)))
                        .suites())
                .hasSize(3);
    }

    @Test
    void anotherSuitesReleaseFileIsRefused() {
        archive.server.replace("dists/trixie-security/InRelease", archive.server.file("dists/trixie/InRelease"));
        refused(
                TrustError.class,
                ErrorCode.SIGNATURE_INVALID,
                "`" + archive.server.address()
                        + "dists/trixie-security/InRelease` is the Release file of `trixie`, not of"
                        + " `trixie-security`",
                () -> archive.open(Policy.STRICT));
    }

    @Test
    void anIndexThatIsNotTheOneNamedIsRefused() {
        byte[] other = DebWriter.xz("Package: evil\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String path = byHash();
        archive.server.replace(path, other);
        assertThatThrownBy(() -> archive.open(Policy.STRICT))
                .isInstanceOf(TrustError.class)
                .hasMessageStartingWith("`" + archive.server.address() + path
                        + "` is not what its Release file names: wanted sha256:" + path.substring(path.length() - 64)
                        + ", got sha256:");
        assertThat(archive.store.has(dev.terrarium.oci.Digest.ofBytes(other))).isFalse();
    }

    @Test
    void anIndexThatIsNotThereIsTheMirrorsFault() {
        String path = byHash();
        archive.server.remove(path);
        refused(
                EnvironmentError.class,
                ErrorCode.SERVER_REFUSED,
                "`" + archive.server.address() + path + "` is named by its Release file and is not there",
                () -> archive.open(Policy.STRICT));
    }

    @Test
    void aServerThatFailsOnceIsAskedAgain() {
        archive.server.fault(
                "dists/trixie/InRelease",
                request -> request.nth() == 1
                        ? Reply.status(500)
                        : Reply.of(archive.server.file("dists/trixie/InRelease")));
        assertThat(archive.open(Policy.STRICT).suites()).hasSize(3);
    }

    @Test
    void aServerThatKeepsFailingIsNamed() {
        archive.server.fault("dists/trixie/InRelease", request -> Reply.status(500));
        refused(
                EnvironmentError.class,
                ErrorCode.SERVER_REFUSED,
                "127.0.0.1:" + archive.server.address().getPort() + " answered 500 for `" + archive.server.address()
                        + "dists/trixie/InRelease`",
                () -> archive.open(Policy.STRICT));
    }

    @Test
    void aRevokedKeyVouchesForNothing() {
        var sources = archive.sources(
                archive.server.key().revokedKeyring(NOW), archive.server.key().fingerprint());
        refused(
                TrustError.class,
                ErrorCode.SIGNATURE_INVALID,
                "nobody we trust vouches for `" + archive.server.address() + "dists/trixie/InRelease`: a key that was"
                        + " revoked by " + archive.server.key().fingerprint(),
                () -> archive.open(sources, Policy.STRICT.withoutSecurity()));
    }

    @Test
    void anOriginOtherThanDebianIsRefusedOfWhatTheHostIsConfiguredWith() {
        archive.server.publish(TestSuite.of("trixie", NOW).withOrigin("Mint"));
        var location = archive.sources().archive().getFirst();
        var ofHost = new dev.terrarium.debian.source.Location(
                location.uri(), location.keyring(), Optional.of("Debian"), true, "/etc/apt/sources.list:1");
        refused(
                TrustError.class,
                ErrorCode.SIGNATURE_INVALID,
                "`" + archive.server.address() + "dists/trixie/InRelease` is of the origin `Mint`, not `Debian`",
                () -> archive.open(
                        new DebianSources(List.of(ofHost), List.of(), List.of()), Policy.STRICT.withoutSecurity()));
    }

    @Test
    void anEntryThatMayBeSomebodyElsesIsPassedOverForTheNext() {
        var good = archive.sources().archive().getFirst();
        try (var other = new ArchiveFixture(directory.resolve("other"))) {
            other.server.publishRelease(TestSuite.of("trixie", NOW));
            var uncertain = new dev.terrarium.debian.source.Location(
                    other.server.address(), good.keyring(), Optional.of("Debian"), false, "/etc/apt/sources.list:1");
            var both = new DebianSources(List.of(uncertain, good), List.of(good), List.of());
            assertThat(archive.open(both, Policy.STRICT).suites().getFirst().location())
                    .isEqualTo(good);
            assertThatThrownBy(() -> archive.open(
                            new DebianSources(List.of(uncertain), List.of(), List.of()),
                            Policy.STRICT.withoutSecurity()))
                    .isInstanceOf(TrustError.class);
        }
    }

    @Test
    void aPackedIndexThatUnpacksToAnotherLengthIsRefused() {
        var suite = TestSuite.of("trixie", NOW);
        byte[] packed = DebWriter.xz(new byte[10_000]);
        publish(suite, Map.of(XZ, packed, "main/binary-amd64/Packages", new byte[9_999]));
        refused(
                TrustError.class,
                ErrorCode.ARCHIVE_INVALID,
                "the package index of `trixie` is malformed: it has another length than its Release file says",
                () -> archive.open(Policy.STRICT));
    }

    @Test
    void aPackedIndexThatIsNotXzIsRefused() {
        publish(TestSuite.of("trixie", NOW), Map.of(XZ, new byte[50], "main/binary-amd64/Packages", new byte[9]));
        assertThatThrownBy(() -> archive.open(Policy.STRICT))
                .isInstanceOf(TrustError.class)
                .hasMessageStartingWith("the package index of `trixie` is malformed: ");
    }

    @Test
    void aSuiteWithoutThePlatformIsNamed() {
        publish(TestSuite.of("trixie", NOW), Map.of("main/binary-riscv64/Packages", new byte[0]));
        refused(
                UserError.class,
                ErrorCode.PACKAGE_UNAVAILABLE,
                "the suite `trixie` has no packages for linux/amd64",
                () -> archive.open(Policy.STRICT));
    }

    /** Signs a Release file over whatever the test likes. */
    private void publish(TestSuite suite, Map<String, byte[]> indexes) {
        indexes.forEach((path, bytes) -> archive.server.replace(
                "dists/" + suite.name() + "/" + path.substring(0, path.lastIndexOf('/')) + "/by-hash/SHA256/"
                        + dev.terrarium.oci.Digest.ofBytes(bytes).hex(),
                bytes));
        archive.server.replace(
                "dists/" + suite.name() + "/InRelease",
                archive.server.key().clearsign(suite.release(indexes), suite.date()));
    }

    private String byHash() {
        String digest = dev.terrarium.oci.Digest.ofBytes(archive.server.file("dists/trixie/" + XZ))
                .hex();
        return "dists/trixie/main/binary-amd64/by-hash/SHA256/" + digest;
    }

    private static void refused(
            Class<? extends TerrariumError> type, ErrorCode code, String message, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOf(type)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        TerrariumError.class,
                        error -> assertThat(error.problems().getFirst().code()).isEqualTo(code));
    }
}
