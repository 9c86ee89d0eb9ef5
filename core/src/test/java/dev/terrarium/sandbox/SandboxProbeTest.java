package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Environment;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told when walls do not work; the host is a directory, its bubblewrap a script. */
class SandboxProbeTest {
    @TempDir
    Path host;

    private Path bwrap;

    @BeforeEach
    void install() throws IOException {
        bwrap = host.resolve("bin/bwrap");
        bubblewrapThat("echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    }

    @Test
    void aBubblewrapThatRunsItsCommandWorks() throws Exception {
        bubblewrapThat("while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
        assertThat(probe(Optional.empty()))
                .containsExactly(new SandboxProbe.Finding("bubblewrap of this host, " + bwrap, true, "", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        proc/sys/kernel/unprivileged_userns_clone | 0 | run `sysctl -w kernel.unprivileged_userns_clone=1` as root: this kernel keeps user namespaces to root
        proc/sys/user/max_user_namespaces | 0 | run `sysctl -w user.max_user_namespaces=15000` as root: this kernel allows no user namespaces
        proc/sys/kernel/apparmor_restrict_unprivileged_userns | 1 | install the package `bubblewrap` and an AppArmor profile that lets `/usr/bin/bwrap` use `userns`, or run `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` as root
        proc/self/status | Seccomp: 2 | start the container around this build with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined`: its system call filter forbids namespaces
        proc/self/status | Seccomp: 0 | build where an unprivileged `unshare -Ur true` works
        """)
    void theReasonLeadsToTheFix(String file, String content, String fix) throws Exception {
        Files.createDirectories(host.resolve(file).getParent());
        Files.writeString(host.resolve(file), content + "\n");
        assertThat(probe(Optional.empty()).getFirst())
                .isEqualTo(new SandboxProbe.Finding(
                        "bubblewrap of this host, " + bwrap,
                        false,
                        "bwrap: No permissions to create new namespace",
                        List.of(fix)));
    }

    @Test
    void aCoveredProcIsNamed() throws Exception {
        bubblewrapThat("echo \"bwrap: Can't mount proc on /newroot/proc: Operation not permitted\" >&2; exit 1");
        assertThat(probe(Optional.empty()).getFirst().fixes())
                .containsExactly("start the container around this build with `--security-opt systempaths=unconfined`:"
                        + " it covers parts of /proc, so that no new one can be mounted");
    }

    @Test
    void anOldBubblewrapGetsAlongWithoutForbiddingNamespacesInside() throws Exception {
        bubblewrapThat("case \"$*\" in *--disable-userns*) echo unknown option >&2; exit 1;; esac");
        assertThat(probe(Optional.empty()).getFirst().works()).isTrue();
    }

    @Test
    void packagesWithoutALoaderAreNamed() throws Exception {
        Files.delete(bwrap);
        Tree tree = Tree.builder()
                .put("usr/bin/bwrap", Entry.File.executable(Content.Inline.of("")))
                .build();
        assertThat(probe(Optional.of(tree)))
                .containsExactly(
                        new SandboxProbe.Finding(
                                "bubblewrap of this host",
                                false,
                                "no `bwrap` on PATH",
                                List.of("install the package `bubblewrap`")),
                        new SandboxProbe.Finding(
                                "bubblewrap of the configured Debian source",
                                false,
                                "its packages hold no `usr/bin/bwrap` or no loader",
                                List.of()));
    }

    private List<SandboxProbe.Finding> probe(Optional<Tree> packaged) throws InterruptedException {
        var environment = new Environment(
                Map.of("PATH", "/nowhere:" + host.resolve("bin")), host, host, host, () -> Instant.EPOCH);
        Store store = Store.at(host.resolve("store"));
        return new SandboxProbe(environment, store, Platform.AMD64, () -> packaged).findings();
    }

    private void bubblewrapThat(String script) throws IOException {
        Files.createDirectories(bwrap.getParent());
        Files.writeString(bwrap, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
