package dev.terrarium.make.layer;

import dev.terrarium.archive.deflate.GzipMember;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarHeader;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.BlobWriter;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Encodes a tree once for all layers that will ever hold it: {@link #encode}.
 *
 * <p>The result is a function of the tree and its contents, {@link TarRules#VERSION} and the encoder's ID. Contents are read
 * once, one after the other, and never all held: memory is bounded by the cores, whatever a tree weighs and however many are
 * encoded at once.
 */
public final class FragmentEncoder {
    private static final int LARGEST_BATCH = 4;

    private final Store store;
    private final Encoders encoders = new Encoders();
    private final Semaphore permits;
    private final int batchSize;

    /** @param cores how many trees to encode at once, and how many segments of each */
    public FragmentEncoder(Store store, int cores) {
        this.store = store;
        this.permits = new Semaphore(cores);
        this.batchSize = Math.min(cores, LARGEST_BATCH);
    }

    /**
     * @throws dev.terrarium.error.TrustError when a content is not what its archive promised
     * @throws dev.terrarium.error.EnvironmentError when the store cannot be read or written
     */
    public Fragment encode(Tree tree) throws InterruptedException {
        permits.acquire();
        try (BlobWriter blob = store.write();
                var segments = new SegmentWriter(blob, encoders, batchSize)) {
            Listing listing = write(tree, segments);
            GzipMember tar = segments.finish();
            return new Fragment(blob.commit(), blob.length(), tar.rawLength(), tar.crc(), store.put(listing.bytes()));
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw StoreTrouble.failed(store, e);
        } finally {
            permits.release();
        }
    }

    private Listing write(Tree tree, SegmentWriter segments) throws IOException, InterruptedException {
        var lines = new TreeMap<TreePath, Listing.Line>();
        var contents = new ContentCopier(store, new Contents(store));
        for (var entry : tree.entries().entrySet()) {
            TreePath path = entry.getKey();
            addParents(path, lines);
            lines.put(
                    path,
                    switch (entry.getValue()) {
                        case Entry.Directory directory ->
                            new Listing.Line.Directory(path, Optional.of(directory.mode()));
                        case Entry.File file -> writeFile(path, file, segments, contents);
                        case Entry.Link link -> writeLink(path, link, segments);
                    });
        }
        return new Listing(List.copyOf(lines.values()));
    }

    private static void addParents(TreePath path, Map<TreePath, Listing.Line> lines) {
        for (var above = path.parent(); above.isPresent(); above = above.get().parent()) {
            lines.putIfAbsent(above.get(), new Listing.Line.Directory(above.get(), Optional.empty()));
        }
    }

    private static Listing.Line writeFile(
            TreePath path, Entry.File file, SegmentWriter segments, ContentCopier contents)
            throws IOException, InterruptedException {
        long size = file.content().size();
        byte[] header = TarRules.header(TarEntry.file(path.text(), file.mode(), size));
        int padding = TarHeader.padding(size);
        segments.begin(header.length + size + padding);
        segments.write(header, 0, header.length);
        Digest digest = contents.copy(path, file.content(), segments);
        segments.write(new byte[padding], 0, padding);
        return new Listing.Line.File(path, file.mode(), size, digest);
    }

    private static Listing.Line writeLink(TreePath path, Entry.Link link, SegmentWriter segments)
            throws IOException, InterruptedException {
        byte[] header = TarRules.header(TarEntry.link(path.text(), link.target()));
        segments.begin(header.length);
        segments.write(header, 0, header.length);
        return new Listing.Line.Link(path, link.target());
    }
}
