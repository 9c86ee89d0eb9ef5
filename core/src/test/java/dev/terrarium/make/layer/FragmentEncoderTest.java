package dev.terrarium.make.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentEncoderTest {
    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.at(directory.resolve("store"));
    }

    private Fragment encode(Tree tree) throws InterruptedException {
        return new FragmentEncoder(store, 2).encode(tree);
    }

    private Tree large() throws IOException {
        var builder = Tree.builder();
        for (int i = 0; i < 40; i++) {
            builder.put("d/" + i, Entry.File.plain(Trees.deflated(store, Trees.bytes(i, 70_000 + i * 1000))));
        }
        return builder.put("d/big", Entry.File.plain(Trees.stored(store, Trees.bytes(99, 2_500_000))))
                .build();
    }

    @Test
    void neitherCoresNorTheOrderOfPuttingHaveAnyInfluence() throws Exception {
        var entries = new ArrayList<>(large().entries().entrySet());
        Fragment first = encode(large());
        for (int cores : new int[] {1, 3, 16}) {
            Collections.shuffle(entries, new Random(cores));
            var shuffled = Tree.builder();
            entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));

            assertThat(new FragmentEncoder(store, cores).encode(shuffled.build()))
                    .isEqualTo(first);
        }
    }

    @Test
    void whereTheBytesLieHasNoInfluence() throws Exception {
        byte[] bytes = Trees.bytes(1, 5000);
        Tree inline = Tree.builder()
                .put("f", Entry.File.plain(new Content.Inline(bytes)))
                .build();
        Tree stored = Tree.builder()
                .put("f", Entry.File.plain(Trees.stored(store, bytes)))
                .build();
        Tree deflated = Tree.builder()
                .put("f", Entry.File.plain(Trees.deflated(store, bytes)))
                .build();

        assertThat(encode(stored)).isEqualTo(encode(inline));
        assertThat(encode(deflated)).isEqualTo(encode(inline));
    }

    @Test
    void theListingSaysWhatIsInIt() throws Exception {
        Tree tree = Tree.builder()
                .put("tmp", new Entry.Directory(01777))
                .put("opt/app/a b", Trees.text("x"))
                .put("opt/app/run", Entry.File.executable(Content.Inline.of("")))
                .put("opt/link", new Entry.Link("app/a b"))
                .build();

        assertThat(Trees.utf8(store.source(encode(tree).listing()).readAtMost(1000)))
                .isEqualTo("""
                        d\t-\t0\t-\topt
                        d\t-\t0\t-\topt/app
                        f\t0644\t1\t%s\topt/app/a b
                        f\t0755\t0\t%s\topt/app/run
                        l\t0777\t0\tapp/a b\topt/link
                        d\t01777\t0\t-\ttmp
                        """.formatted(
                                Digest.ofBytes(new byte[] {'x'}).hex(),
                                Digest.ofBytes(new byte[0]).hex()));
    }

    @Test
    void segmentsAreCutAtEntriesAndLargeFilesAtFixedPlaces() throws Exception {
        var written = new java.io.ByteArrayOutputStream();
        try (var segments = new SegmentWriter(written, new Encoders(), 2)) {
            for (int length : new int[] {600_000, 400_000, 500_000, 3_000_000, 100_000}) {
                segments.begin(length);
                segments.write(new byte[length], 0, length);
            }
            assertThat(segments.finish().rawLength()).isEqualTo(4_600_000);
        }
        // 600 + 400 | 500 | 1 MiB | 1 MiB | rest of 3,000 and 100
        assertThat(segmentLengths(written.toByteArray()))
                .containsExactly(1_000_000, 500_000, 1 << 20, 1 << 20, 3_100_000 - (2 << 20));
    }

    /** Each segment ends with an empty stored block; zeros deflate to nothing else that looks like one. */
    private static java.util.List<Integer> segmentLengths(byte[] deflated) throws Exception {
        var lengths = new ArrayList<Integer>();
        int start = 0;
        for (int i = 3; i < deflated.length; i++) {
            boolean flush = deflated[i - 3] == 0 && deflated[i - 2] == 0 && deflated[i - 1] == -1 && deflated[i] == -1;
            if (flush) {
                try (var inflater = new Inflater(true)) {
                    inflater.setInput(deflated, start, i + 1 - start);
                    lengths.add(inflater.inflate(new byte[SegmentWriter.LONGEST + 1]));
                }
                start = i + 1;
            }
        }
        return lengths;
    }

    @Test
    void aDamagedBlobIsNamed() throws Exception {
        Content content = Trees.deflated(store, Trees.bytes(2, 50_000));
        Digest blob = ((Content.Deflated) content).blob();
        Tree tree = Tree.builder().put("f", Entry.File.plain(content)).build();
        try (var file = new RandomAccessFile(store.pathOf(blob).toFile(), "rw")) {
            file.seek(500);
            int value = file.read();
            file.seek(500);
            file.write(value ^ 0x40);
        }

        assertThatThrownBy(() -> encode(tree))
                .isInstanceOf(TrustError.class)
                .hasMessage("the store's blob " + blob + " is damaged");
    }

    @Test
    void anArchiveThatSaysSomethingElseAboutAContentIsNotBelieved() throws Exception {
        var content = (Content.Deflated) Trees.deflated(store, Trees.bytes(3, 1000));
        String message = "the content of `f` is not what its archive " + content.blob() + " says";
        for (Content wrong : new Content[] {
            new Content.Deflated(content.blob(), 0, content.deflated(), 999, content.crc()),
            new Content.Deflated(content.blob(), 0, content.deflated(), 1001, content.crc()),
            new Content.Deflated(content.blob(), 0, content.deflated(), 1000, content.crc() ^ 1),
            new Content.Deflated(content.blob(), 0, content.deflated() - 9, 1000, content.crc()),
            new Content.Deflated(content.blob(), 1, content.deflated() - 1, 1000, content.crc()),
            new Content.Stored(content.blob(), content.deflated() - 3, 4)
        }) {
            Tree tree = Tree.builder().put("f", Entry.File.plain(wrong)).build();

            assertThatThrownBy(() -> encode(tree))
                    .isInstanceOf(TrustError.class)
                    .hasMessage(message);
        }
        try (var left = Files.list(store.root().resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileLargerThanMemoryIsEncoded() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargerThanMemory.class.getName(),
                        directory.resolve("other").toString())
                .redirectErrorStream(true)
                .start();
        String output = Trees.utf8(process.getInputStream().readAllBytes());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEqualTo("120000512");
    }

    /** Runs in a process of its own, with little memory. */
    static final class LargerThanMemory {
        public static void main(String[] arguments) throws Exception {
            Store store = Store.at(Path.of(arguments[0]));
            Digest blob;
            try (var writer = store.write()) {
                for (int i = 0; i < 120; i++) {
                    writer.write(new byte[1_000_000]);
                }
                blob = writer.commit();
            }
            Tree tree = Tree.builder()
                    .put("f", Entry.File.plain(new Content.Stored(blob, 0, 120_000_000)))
                    .build();
            System.out.print(new FragmentEncoder(store, 4).encode(tree).rawSize());
        }
    }
}
