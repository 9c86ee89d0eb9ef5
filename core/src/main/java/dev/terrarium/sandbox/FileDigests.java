package dev.terrarium.sandbox;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SHA-256 of every file of a tree. Files are slices of archives, so finding out means reading them all; for trees of some size
 * the answer is kept in the store, by the digest of the list of slices.
 */
final class FileDigests {
    /** Fewer files are read again faster than a record is looked up, flushed and pruned. */
    private static final int WORTH_KEEPING = 64;

    private final Store store;
    private final Contents contents;

    FileDigests(Store store) {
        this.store = store;
        this.contents = new Contents(store);
    }

    SortedMap<TreePath, Sized> of(Tree tree) throws IOException {
        var files = new TreeMap<TreePath, Content>();
        tree.forEach((path, entry) -> {
            if (entry instanceof Entry.File file) {
                files.put(path, file.content());
            }
        });
        return files.size() < WORTH_KEEPING ? computed(files) : remembered(files);
    }

    private SortedMap<TreePath, Sized> remembered(SortedMap<TreePath, Content> files) throws IOException {
        var records = store.records("file-digests", 1);
        var key = Digest.ofBytes(listing(files).getBytes(StandardCharsets.UTF_8));
        Optional<byte[]> known = records.find(key);
        if (known.isPresent()) {
            var result = new TreeMap<TreePath, Sized>();
            Iterator<String> lines =
                    new String(known.get(), StandardCharsets.US_ASCII).lines().iterator();
            files.forEach((path, content) -> result.put(path, new Sized(new Digest(lines.next()), content.size())));
            return result;
        }
        var result = computed(files);
        var text = new StringBuilder();
        result.values().forEach(sized -> text.append(sized.digest().hex()).append('\n'));
        records.add(key, text.toString().getBytes(StandardCharsets.US_ASCII));
        return result;
    }

    private SortedMap<TreePath, Sized> computed(SortedMap<TreePath, Content> files) throws IOException {
        var result = new TreeMap<TreePath, Sized>();
        for (var file : files.entrySet()) {
            result.put(
                    file.getKey(),
                    new Sized(digest(file.getValue()), file.getValue().size()));
        }
        return result;
    }

    private Digest digest(Content content) throws IOException {
        if (content instanceof Content.Stored(var blob, var offset, var size)
                && offset == 0
                && store.sizeOf(blob).filter(all -> all == size).isPresent()) {
            return blob;
        }
        try (InputStream in = contents.open(content)) {
            return Digest.ofStream(in);
        }
    }

    private static String listing(SortedMap<TreePath, Content> files) {
        var text = new StringBuilder();
        files.values()
                .forEach(content -> text.append(
                                switch (content) {
                                    case Content.Inline inline ->
                                        "inline "
                                                + Digest.ofBytes(inline.bytes()).hex();
                                    case Content.Stored(var blob, var offset, var size) ->
                                        "stored " + blob.hex() + " " + offset + " " + size;
                                    case Content.Deflated(var blob, var offset, var deflated, var size, var crc) ->
                                        "deflated " + blob.hex() + " " + offset + " " + deflated + " " + size;
                                })
                        .append('\n'));
        return text.toString();
    }
}
