package dev.terrarium.debian.archive;

import static dev.terrarium.debian.archive.ArchiveFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.TestSuite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosureTest {
    @TempDir
    Path directory;

    private ArchiveFixture archive;

    @BeforeEach
    void start() {
        archive = new ArchiveFixture(directory);
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void everythingNeededIsThereWithWhatALockMustSay() {
        publish(
                Deb.of("app", "1").with("Depends", "lib (>= 2)").with("Pre-Depends", "loader"),
                Deb.of("lib", "2-1").with("Source", "libsource (2)").with("Depends", "lib-data"),
                Deb.of("lib-data", "2").forArchitecture("all"),
                Deb.of("loader", "1"),
                Deb.of("stranger", "1"));
        List<Selected> closure = closure(Root.of("os", "app"));
        assertThat(names(closure)).containsExactly("app", "lib", "lib-data", "loader");
        Selected lib = closure.get(1);
        assertThat(lib.source()).isEqualTo("libsource");
        assertThat(lib.sourceVersion()).isEqualTo("2");
        assertThat(lib.filename()).isEqualTo("pool/main/l/lib/lib_2-1_amd64.deb");
        assertThat(lib.suite()).isEqualTo("trixie");
        assertThat(closure.get(2).architecture()).isEqualTo("all");
        assertThat(archive.sources().candidates(lib.suite(), lib.filename()))
                .containsExactly(archive.server.address().resolve(lib.filename()));
    }

    @Test
    void eachPackageSaysWhoAskedForIt() {
        publish(
                Deb.of("libc6", "2"),
                Deb.of("base", "1").with("Depends", "libc6"),
                Deb.of("python", "3").with("Depends", "libc6, zlib"),
                Deb.of("zlib", "1").with("Depends", "libc6"));
        List<Selected> closure = closure(Root.of("os", "base"), Root.of("python", "python"));
        assertThat(closure)
                .extracting(one -> one.name() + " " + one.askedBy())
                .containsExactly("base [os]", "libc6 [os, python]", "python [python]", "zlib [python]");
    }

    @Test
    void whatALaterRootNeedsNeverChangesTheBase() {
        publish(
                Deb.of("base", "1").with("Depends", "mawk | awk"),
                Deb.of("mawk", "1").with("Provides", "awk"),
                Deb.of("gawk", "1").with("Provides", "awk"),
                Deb.of("tool", "1").with("Depends", "gawk | awk"));
        List<Selected> alone = closure(Root.of("os", "base"));
        List<Selected> together = closure(Root.of("os", "base"), Root.of("package:tool", "tool"));
        assertThat(names(alone)).containsExactly("base", "mawk");
        assertThat(names(together)).containsExactly("base", "mawk", "tool");
    }

    @Test
    void alternativesAndVirtualNamesAreFollowed() {
        publish(
                Deb.of("a", "1").with("Depends", "missing | b (>= 2) | c"),
                Deb.of("b", "1"),
                Deb.of("c", "1").with("Depends", "virtual, versioned (>= 3)"),
                Deb.of("x", "1").with("Provides", "virtual, versioned"),
                Deb.of("y", "1").with("Provides", "versioned (= 3.1)"));
        assertThat(names(closure(Root.of("os", "a")))).containsExactly("a", "c", "x", "y");
    }

    @Test
    void circlesEnd() {
        publish(
                Deb.of("libc6", "1").with("Depends", "libgcc-s1"),
                Deb.of("libgcc-s1", "1").with("Depends", "libc6:any (>= 1)"));
        assertThat(names(closure(Root.of("os", "libc6")))).containsExactly("libc6", "libgcc-s1");
    }

    @Test
    void whatOnlyMaintainerScriptsNeedIsLeftOutUnlessAskedForByName() {
        publish(
                Deb.of("ca-certificates", "1").with("Depends", "openssl, debconf (>= 0.5) | debconf-2.0"),
                Deb.of("openssl", "3"),
                Deb.of("debconf", "1.5"));
        assertThat(names(closure(Root.of("os", "ca-certificates")))).containsExactly("ca-certificates");
        assertThat(names(closure(Root.of("os", "ca-certificates"), Root.of("package:openssl", "openssl"))))
                .containsExactly("ca-certificates", "openssl");
    }

    @Test
    void everythingThatCannotBeHadIsToldAtOnce() {
        publish(
                Deb.of("a", "1").with("Depends", "gone, old (>= 2), other:arm64"),
                Deb.of("old", "1"),
                Deb.of("other", "1"));
        assertThatThrownBy(() -> closure(Root.of("os", "a"), Root.of("package:nothing", "nothing")))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(
                                        "`gone`, asked for by `a`, cannot be had: no suite has it",
                                        "`old (>= 2)`, asked for by `a`, cannot be had: only old 1 is there",
                                        "`other:arm64`, asked for by `a`, cannot be had: only other 1 is there",
                                        "`nothing`, asked for by package:nothing, cannot be had: no suite has it"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Version: 1 | Version: 1_2 | not a Debian version: `1_2`",
                "Filename: pool | Filename: ../pool | not a file's name: `../pool/main/a/a/a_1_amd64.deb`",
                "Filename: pool | Filename: //evil.example/pool | not a file's name: `//evil.example/pool/main/a/a/a_1_amd64.deb`",
                "SHA256: | Sha1: | the field `sha256` is missing",
                "SHA256: | SHA256: 0 | the package `a` has no SHA-256",
                "Size: | Size: - | not a size: `- 584`",
                "Architecture: amd64 | Nothing: here | the field `architecture` is missing",
                "Description: | Version: | line 5 repeats the field `version`",
                "Description: made | Depends: A B c ( | not a relation between packages: `A B c ( in a test`",
                "Description: made in a test | Source: ../x | not a source package's name: `../x`",
            })
    void anIndexThatLiesIsRefusedByName(String before, String after, String message) {
        var suite = TestSuite.of("trixie", NOW).with(Deb.of("a", "1"));
        String lies =
                suite.packages("amd64").replaceFirst("Size: \\d+", "Size: 584").replace(before, after);
        archive.server.publishRelease(suite);
        byte[] plain = lies.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] packed = dev.terrarium.testkit.debian.DebWriter.xz(plain);
        String path = "main/binary-amd64/Packages";
        archive.server.replace(
                "dists/trixie/main/binary-amd64/by-hash/SHA256/"
                        + dev.terrarium.oci.Digest.ofBytes(packed).hex(),
                packed);
        archive.server.replace(
                "dists/trixie/InRelease",
                archive.server
                        .key()
                        .clearsign(suite.release(java.util.Map.of(path, plain, path + ".xz", packed)), NOW));
        assertThatThrownBy(() -> closure(Root.of("os", "a")))
                .isInstanceOf(TrustError.class)
                .hasMessage("the package index of the archive is malformed: " + message);
    }

    private void publish(Deb... debs) {
        archive.server.publishRelease(TestSuite.of("trixie", NOW).with(debs));
    }

    private List<Selected> closure(Root... roots) {
        return Closure.of(archive.open(Policy.STRICT), List.of(roots), Exclusions.DEBIAN);
    }

    private static List<String> names(List<Selected> closure) {
        return closure.stream().map(Selected::name).toList();
    }
}
