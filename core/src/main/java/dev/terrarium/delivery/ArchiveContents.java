package dev.terrarium.delivery;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import dev.terrarium.io.ByteSource;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.BlobWriter;
import dev.terrarium.store.Store;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of an image archive, taken into the store in one pass.
 *
 * <p>One pass, because an archive may come down a socket, and because which of its files are needed stands in one that engines
 * write last. Names lead nowhere: links are followed within the archive only, and nothing is unpacked to disk by its name.
 */
final class ArchiveContents {
    private static final String BLOBS = "blobs/sha256/";
    private static final int MOST_LINKS = 16;

    private final Store store;
    private final Map<String, Digest> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Set<Digest> digests = new HashSet<>();

    private ArchiveContents(Store store) {
        this.store = store;
    }

    /** @param name as the person typed it, for messages */
    static ArchiveContents take(InputStream archive, String name, Store store, Limits limits) throws IOException {
        var contents = new ArchiveContents(store);
        var tar = new TarReader(decompressed(archive, limits), limits);
        for (var member = tar.next(); member.isPresent(); member = tar.next()) {
            contents.take(member.get().entry(), tar.content(), name);
        }
        return contents;
    }

    /** The tar inside: engines take it compressed, so people compress it. */
    static InputStream decompressed(InputStream archive, Limits limits) throws IOException {
        var in = new BufferedInputStream(archive, 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? GzipInput.open(in, limits) : in;
    }

    private void take(TarEntry entry, InputStream content, String name) throws IOException {
        String path = entry.path();
        if (files.containsKey(path) || links.containsKey(path)) {
            throw new ArchiveException(ArchiveException.quote(path) + " occurs twice");
        }
        switch (entry.type()) {
            case FILE -> {
                Digest digest = keep(content);
                if (path.startsWith(BLOBS) && !path.equals(BLOBS + digest.hex())) {
                    throw new TrustError(
                            ErrorCode.DIGEST_MISMATCH,
                            ArchiveException.quote(path) + " in `" + name + "` is " + digest);
                }
                files.put(path, digest);
                digests.add(digest);
            }
            case HARD_LINK -> links.put(path, entry.target());
            case SYMBOLIC_LINK -> links.put(path, resolved(path, entry.target()));
            case DIRECTORY -> {}
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                throw new ArchiveException(ArchiveException.quote(path) + " is neither a file nor a link");
        }
    }

    private Digest keep(InputStream content) throws IOException {
        try (BlobWriter writer = store.write()) {
            content.transferTo(writer);
            return writer.commit();
        }
    }

    /** What a symbolic link means inside the archive; above its root there is nothing, as above any root. */
    private static String resolved(String path, String target) {
        var parts = new java.util.ArrayDeque<String>();
        String whole = target.startsWith("/") ? target : path.substring(0, path.lastIndexOf('/') + 1) + target;
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    boolean has(String path) {
        return find(path).isPresent();
    }

    /** The digest of a file by its name in the archive, links followed. */
    Optional<Digest> find(String path) {
        String at = path.startsWith("./") ? path.substring(2) : path;
        for (int hops = 0; hops < MOST_LINKS; hops++) {
            Digest digest = files.get(at);
            if (digest != null) {
                return Optional.of(digest);
            }
            String next = links.get(at);
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.empty();
    }

    ByteSource bytes(Digest digest) {
        return store.source(digest);
    }

    long size(Digest digest) {
        return store.sizeOf(digest).orElseThrow();
    }

    /** The files by digest, and nothing else that the store may hold. */
    Blobs blobs() {
        return digest -> digests.contains(digest) ? Blobs.of(store).find(digest) : Optional.empty();
    }
}
