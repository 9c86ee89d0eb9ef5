package dev.terrarium.elf;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the binaries of a tree and reads them.
 *
 * <p>Only files that begin with the magic are looked at further, and of those that lie uncompressed in the store only their
 * headers are read. A large binary that is compressed is written to a temporary file first: its tables may be anywhere in it.
 */
public final class ElfScan {
    private static final String RECORDS = "elf";
    private static final int RECORDS_VERSION = 1;
    private static final int SMALLEST = 52;
    private static final long LARGEST_IN_MEMORY = 32 << 20;
    private static final List<String> NEVER_BINARY = List.of(".py", ".pyi", ".pyc", ".h", ".txt", ".json", ".md");

    private final Store store;
    private final Contents contents;
    private final Records records;

    public ElfScan(Store store) {
        this.store = store;
        this.contents = new Contents(store);
        this.records = store.records(RECORDS, RECORDS_VERSION);
    }

    /** The facts under a key that stands for exactly this tree; the tree is asked for only if they are not known yet. */
    public ElfFacts of(Digest key, Supplier<Tree> tree) throws IOException {
        Optional<byte[]> known = records.find(key);
        if (known.isPresent()) {
            return ElfFacts.decode(known.get());
        }
        ElfFacts facts = of(tree.get());
        records.add(key, facts.encode());
        return facts;
    }

    /** Whether the facts under a key can be had without the tree. */
    public boolean knows(Digest key) throws IOException {
        return records.find(key).isPresent();
    }

    /** Reads the tree's binaries now. */
    public ElfFacts of(Tree tree) throws IOException {
        var files = new ArrayList<ElfFile>();
        var damaged = new ArrayList<TreePath>();
        for (Map.Entry<TreePath, Entry> each : tree.entries().entrySet()) {
            if (each.getValue() instanceof Entry.File file && mayBeBinary(each.getKey(), file.content())) {
                try {
                    files.add(new ElfFile(each.getKey(), read(file.content())));
                } catch (MalformedElf e) {
                    damaged.add(each.getKey());
                }
            }
        }
        return new ElfFacts(files, damaged);
    }

    private boolean mayBeBinary(TreePath path, Content content) throws IOException {
        if (content.size() < SMALLEST || NEVER_BINARY.stream().anyMatch(path.text()::endsWith)) {
            return false;
        }
        try (InputStream in = contents.open(content)) {
            return Elf.isElf(in.readNBytes(4));
        }
    }

    private Elf read(Content content) throws IOException {
        return switch (content) {
            case Content.Stored(var blob, var offset, var size) -> readFrom(store.pathOf(blob), offset, size);
            case Content.Inline inline -> Elf.read(inline.bytes());
            case Content.Deflated deflated
            when deflated.size() <= LARGEST_IN_MEMORY -> Elf.read(contents.read(deflated));
            case Content.Deflated deflated -> readSpooled(deflated);
        };
    }

    private Elf readSpooled(Content content) throws IOException {
        Path directory = Files.createDirectories(store.root().resolve("tmp"));
        Path file = Files.createTempFile(directory, "elf-", "");
        try (InputStream in = contents.open(content)) {
            long size = Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return readFrom(file, 0, size);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Elf readFrom(Path file, long offset, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Elf.read(Region.of(channel, offset, size));
        }
    }
}
