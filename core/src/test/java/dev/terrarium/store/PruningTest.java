package dev.terrarium.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.at(directory.resolve("store"));
    }

    @Test
    void whatANamedImageLeadsToStaysAndTheRestGoes() throws IOException {
        Digest segment = old("deflated bytes");
        Digest layer = Digest.ofBytes("a layer whose bytes were never put together".getBytes(UTF_8));
        store.records("layer", 1).add(layer, ("{\"segments\":[\"" + segment + "\"]}").getBytes(UTF_8));
        Digest manifest = old("{\"layers\":[{\"digest\":\"" + layer + "\"}]}");
        Files.createDirectories(store.images());
        Files.writeString(store.images().resolve("shop"), manifest.toString());
        Digest wheel = old("a wheel that nobody needs any more");

        Pruning.Removed removed = new Pruning(store, false).prune(NOW, 0);

        assertThat(store.has(manifest)).isTrue();
        assertThat(store.has(segment)).isTrue();
        assertThat(store.records("layer", 1).find(layer)).isPresent();
        assertThat(store.has(wheel)).isFalse();
        assertThat(removed.blobs()).isEqualTo(1);
        assertThat(removed.records()).isZero();
        assertThat(removed.bytes()).isEqualTo(34);
        assertThat(removed.left()).isEqualTo(Inventory.of(store.root()).bytes());
    }

    @Test
    void aRecordGoesWithItsBlob() throws IOException {
        Digest blob = old("fragment");
        Digest key = Digest.ofBytes("key".getBytes(UTF_8));
        store.records("fragment", 1).add(key, ("tar " + blob).getBytes(UTF_8));

        Pruning.Removed removed = new Pruning(store, false).prune(NOW, 0);

        assertThat(removed.records()).isEqualTo(1);
        assertThat(store.records("fragment", 1).find(key)).isEmpty();
    }

    @Test
    void aRecordThatLeadsToNoBlobGoesWhenItIsOld() throws IOException {
        Digest kept = old("young enough");
        age(store.pathOf(kept), NOW.plusSeconds(60));
        for (String text : new String[] {"needs libc.so.6", "blob " + kept}) {
            Digest key = Digest.ofBytes(text.getBytes(UTF_8));
            store.records("facts", 1).add(key, text.getBytes(UTF_8));
            age(
                    store.root().resolve("ac/facts-v1/" + key.hex().substring(0, 2) + "/" + key.hex()),
                    NOW.minusSeconds(1));
        }

        assertThat(new Pruning(store, false).prune(NOW, 0).records()).isEqualTo(1);
        Digest stays = Digest.ofBytes(("blob " + kept).getBytes(UTF_8));
        assertThat(store.records("facts", 1).find(stays)).isPresent();
    }

    @Test
    void unpackedSystemsGoWhenTheyAreOld() throws IOException {
        Path old = Files.createDirectories(store.root().resolve("roots/another-boot/aa/usr/bin"));
        Files.writeString(old.resolve("true"), "a program");
        age(store.root().resolve("roots/another-boot/aa"), NOW.minusSeconds(1));
        Path young = Files.createDirectories(store.root().resolve("roots/this-boot/bb"));
        age(young, NOW.plusSeconds(1));

        Pruning.Removed removed = new Pruning(store, false).prune(NOW, 0);

        assertThat(removed.roots()).isEqualTo(1);
        assertThat(removed.bytes()).isEqualTo(9);
        assertThat(store.root().resolve("roots/another-boot/aa")).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void whatIsYoungStays() throws IOException {
        Digest young = store.put("made a minute ago".getBytes(UTF_8));
        age(store.pathOf(young), NOW.minusSeconds(60));

        new Pruning(store, false).prune(NOW.minus(Duration.ofHours(1)), 0);

        assertThat(store.has(young)).isTrue();
    }

    @Test
    void itStopsWhenTheStoreIsSmallEnoughAndTakesTheOldestFirst() throws IOException {
        Digest newer = old("0123456789 newer");
        Digest older = old("0123456789 older");
        age(store.pathOf(older), NOW.minus(Duration.ofDays(9)));

        new Pruning(store, false).prune(NOW, 20);

        assertThat(store.has(older)).isFalse();
        assertThat(store.has(newer)).isTrue();
    }

    @Test
    void pretendingRemovesNothing() throws IOException {
        Digest blob = old("blob");

        assertThat(new Pruning(store, true).prune(NOW, 0).blobs()).isEqualTo(1);
        assertThat(store.has(blob)).isTrue();
    }

    @Test
    void temporariesOfDeadProcessesGoAndThoseOfLivingOnesStay() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor(10, TimeUnit.SECONDS);
        Path temporaries = Files.createDirectories(store.root().resolve("tmp"));
        Path tree = Files.createDirectories(temporaries.resolve(dead.pid() + "-7"));
        Files.writeString(tree.resolve("half"), "half");
        Path living =
                Files.createFile(temporaries.resolve(ProcessHandle.current().pid() + "-1"));
        age(tree, NOW.minus(Duration.ofDays(1)));
        age(living, NOW.minus(Duration.ofDays(1)));

        Pruning.Removed removed = new Pruning(store, false).prune(NOW, 0);

        assertThat(tree).doesNotExist();
        assertThat(living).exists();
        assertThat(removed.temporaries()).isEqualTo(1);
        assertThat(removed.bytes()).isEqualTo(4);
    }

    @Test
    void aStoreInUseIsNotPruned() throws Exception {
        try (var _ = Lease.exclusive(store)) {
            // another process, since locks are per process: flock(1) takes another kind, so Python's lockf is the judge
            Process other = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import fcntl,sys; fcntl.lockf(open(sys.argv[1],'r+'), fcntl.LOCK_EX|fcntl.LOCK_NB)",
                            store.root().resolve("lease").toString())
                    .start();
            other.waitFor(20, TimeUnit.SECONDS);
            assertThat(other.exitValue()).isNotZero();
        }
        Process holder = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl,sys; f=open(sys.argv[1],'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print('held',"
                                + " flush=True); sys.stdin.read()",
                        store.root().resolve("lease").toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> Lease.exclusive(store))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("the store `" + store.root() + "` is in use by another terrarium");
        } finally {
            holder.outputWriter().close();
            holder.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Digest old(String content) throws IOException {
        Digest digest = store.put(content.getBytes(UTF_8));
        age(store.pathOf(digest), NOW.minus(Duration.ofDays(3)));
        return digest;
    }

    private static void age(Path path, Instant made) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(made));
    }
}
