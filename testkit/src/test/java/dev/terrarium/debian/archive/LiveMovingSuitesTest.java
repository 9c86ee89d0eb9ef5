package dev.terrarium.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * The suites that move, as this host's archive has them today; a mirror may lag behind the end of their indexes, which is not what is
 * asked here.
 */
@Tag("campaign")
class LiveMovingSuitesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"forky, 3.14", "sid, 3.14"})
    void theBaseAndItsPythonAreWhole(String suite, String python) throws InterruptedException {
        var environment = new Environment(Map.of(), directory, directory, Path.of("/"), InstantSource.system());
        DebianSources sources = DebianSources.of(DebianSources.Explicit.NOTHING, environment);
        if (sources.archive().isEmpty() || sources.security().isEmpty()) {
            Assumptions.abort("oracle missing: a Debian archive in apt's configuration");
        }
        var http = JavaHttp.of(environment, Progress.SILENT, new Random());
        var archive =
                new DebianArchive(http, Store.at(directory.resolve("store")), environment.clock(), Progress.SILENT);
        ArchiveSnapshot snapshot = archive.open(sources, suite, Platform.AMD64, Policy.STRICT.allowingExpired());

        var roots = new ArrayList<Root>();
        dev.terrarium.debian.base.BasePackages.BASE.forEach(name -> roots.add(Root.of("os", name)));
        for (String name : List.of("python" + python + "-minimal", "libpython" + python + "-stdlib")) {
            roots.add(Root.of("python", name));
        }
        List<Selected> closure = Closure.of(snapshot, roots, Exclusions.DEBIAN);

        assertThat(closure)
                .extracting(Selected::name)
                .doesNotContain("debconf", "openssl", "dpkg", "perl-base", "mawk");
        assertThat(closure).hasSizeBetween(15, 40);
        assertThat(snapshot.suites()).extracting(one -> one.release().origin()).containsOnly("Debian");
    }
}
