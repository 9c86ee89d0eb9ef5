package dev.terrarium.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.debian.Relation;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive that this host's apt is configured with, as it is today. */
@Tag("e2e")
class LiveArchiveTest {
    private static final List<String> BASE =
            List.of("base-files", "libc6", "libgcc-s1", "netbase", "tzdata", "ca-certificates", "media-types");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"trixie, 3.13", "bookworm, 3.11"})
    void theBaseAndItsPythonAreWhole(String suite, String python) throws InterruptedException {
        var environment = new Environment(Map.of(), directory, directory, Path.of("/"), InstantSource.system());
        DebianSources sources = DebianSources.of(DebianSources.Explicit.NOTHING, environment);
        if (sources.archive().isEmpty() || sources.security().isEmpty()) {
            Assumptions.abort("oracle missing: a Debian archive in apt's configuration");
        }
        var http = JavaHttp.of(environment, Progress.SILENT, new Random());
        var archive =
                new DebianArchive(http, Store.at(directory.resolve("store")), environment.clock(), Progress.SILENT);
        ArchiveSnapshot snapshot = archive.open(sources, suite, Platform.AMD64, Policy.STRICT);

        var roots = new ArrayList<Root>();
        BASE.forEach(name -> roots.add(Root.of("os", name)));
        for (String name : List.of("python%s-minimal", "libpython%s-minimal", "libpython%s-stdlib")) {
            roots.add(Root.of("python", name.formatted(python)));
        }
        roots.add(new Root("wheel:numpy", Relation.any("libstdc++6")));
        List<Selected> closure = Closure.of(snapshot, roots, Exclusions.DEBIAN);

        assertThat(closure)
                .extracting(Selected::name)
                .doesNotContain("debconf", "openssl", "dpkg", "perl-base", "mawk");
        assertThat(closure).filteredOn(one -> one.askedBy().contains("os")).hasSizeBetween(7, 10);
        assertThat(closure).hasSizeBetween(20, 40);
        assertThat(snapshot.suites()).extracting(one -> one.release().origin()).containsOnly("Debian");
    }
}
