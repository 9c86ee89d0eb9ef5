package dev.terrarium.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfFactsTest {
    @TempDir
    Path directory;

    private static final byte[] LIBRARY = ElfSample.amd64()
            .soname("liba.so.1")
            .needed("libc.so.6")
            .wants("libc.so.6", "GLIBC_2.17")
            .defines("A_1")
            .bytes();

    private static Tree tree() {
        return Tree.builder()
                .put("a/liba.so.1", Entry.File.plain(new Content.Inline(LIBRARY)))
                .put(
                        "a/plugin.so",
                        Entry.File.plain(new Content.Inline(ElfSample.amd64().bytes())))
                .put("a/test_data.bin", Entry.File.plain(new Content.Inline(Arrays.copyOf(LIBRARY, 100))))
                .put(
                        "a/text.rst",
                        Entry.File.plain(Content.Inline.of("no binary at all, but long enough for one".repeat(2))))
                .put("a/link", new Entry.Link("liba.so.1"))
                .build();
    }

    @Test
    void binariesAreFoundByTheirMagicAndDamagedOnesAreTold() throws Exception {
        ElfFacts facts = new ElfScan(Store.at(directory.resolve("store"))).of(tree());

        assertThat(facts.files()).extracting(file -> file.path().text()).containsExactly("a/liba.so.1", "a/plugin.so");
        assertThat(facts.files()).extracting(ElfFile::loadedAs).containsExactly("liba.so.1", "plugin.so");
        assertThat(facts.damaged()).containsExactly(TreePath.of("a/test_data.bin"));
    }

    @Test
    void factsAreComputedOncePerKey() throws Exception {
        var store = Store.at(directory.resolve("store"));
        Digest key = Digest.ofBytes(new byte[] {1});
        ElfFacts first = new ElfScan(store).of(key, ElfFactsTest::tree);

        ElfFacts second = new ElfScan(store).of(key, () -> {
            throw new AssertionError("asked for the tree again");
        });

        assertThat(second).isEqualTo(first);
    }

    @Test
    void whereTheBytesLieMakesNoDifference() throws Exception {
        var store = Store.at(directory.resolve("store"));
        byte[] large = Arrays.copyOf(LIBRARY, 40 << 20);
        var deflater = new Deflater(1, true);
        deflater.setInput(large);
        deflater.finish();
        byte[] deflated = new byte[1 << 20];
        int length = deflater.deflate(deflated);
        deflater.end();
        var crc = new CRC32();
        crc.update(large);
        Digest blob = store.put(Arrays.copyOf(deflated, length));
        Digest plain = store.put(LIBRARY);
        Tree tree = Tree.builder()
                .put("deflated.so", Entry.File.plain(new Content.Deflated(blob, 0, length, large.length, (int)
                        crc.getValue())))
                .put("stored.so", Entry.File.plain(new Content.Stored(plain, 0, LIBRARY.length)))
                .build();

        ElfFacts facts = new ElfScan(store).of(tree);

        assertThat(facts.files()).extracting(ElfFile::elf).containsOnly(Elf.read(LIBRARY));
        try (var left = Files.list(directory.resolve("store/tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void factsAreWrittenInOneWayAndReadBack() throws Exception {
        ElfFacts facts = new ElfScan(Store.at(directory.resolve("store"))).of(tree());

        assertThat(ElfFacts.decode(facts.encode())).isEqualTo(facts);
        assertThat(ElfFacts.decode(ElfFacts.NONE.encode())).isEqualTo(ElfFacts.NONE);
        assertThatThrownBy(() -> ElfFacts.decode(Arrays.copyOf(facts.encode(), 500)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ElfFacts.decode(Arrays.copyOf(ElfFacts.NONE.encode(), 9)))
                .hasMessage("not the facts of a tree: bytes follow them");
    }

    @Test
    void aDamagedRecordIsRefusedAndDoesNoHarm() throws Exception {
        byte[] bytes =
                new ElfScan(Store.at(directory.resolve("store"))).of(tree()).encode();
        var random = new Random(41);
        for (int round = 0; round < 1000; round++) {
            byte[] mutated = bytes.clone();
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            try {
                assertThat(ElfFacts.decode(mutated)).isNotNull();
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(MalformedElf.class);
            }
        }
    }
}
