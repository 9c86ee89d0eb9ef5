package dev.terrarium.make.layer;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.deflate.DeflateEncoder;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.io.ByteSource;
import dev.terrarium.io.Limits;
import dev.terrarium.io.Scope;
import dev.terrarium.io.Scope.ScopeFailure;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Composes layers of fragments, and finds out what they are called: {@link #compose}.
 *
 * <p>A layer's names are SHA-256 sums over all of its bytes, and those cannot be combined from the fragments' as the CRC can. So
 * they are computed once for each list of fragments and remembered by it; afterwards, and in every build that changes only the
 * code, no byte of a dependency is read. The compressed and the raw bytes are hashed at the same time, and the raw ones pass the
 * gzip's own checksum on the way, which finds fragments that were damaged in the store.
 */
public final class LayerComposer {
    /** Our own bytes: their CRC and length are known, bounds would only repeat them. */
    private static final Limits OWN =
            new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Store store;
    private final Records records;
    private final LayerBytes bytes;

    public LayerComposer(Store store) {
        this.store = store;
        this.records = store.records("layer", 1);
        this.bytes = new LayerBytes(store, new Encoders());
    }

    /**
     * The layer of these fragments, in this order.
     *
     * @throws dev.terrarium.error.UserError when two of them hold one path, or disagree about a directory
     * @throws TrustError when a fragment is damaged in the store
     */
    public ComposedLayer compose(List<Fragment> fragments) throws InterruptedException {
        Digest key = key(fragments);
        Optional<LayerRecord> known = StoreTrouble.translated(store, () -> find(key));
        if (known.isPresent()) {
            return new ComposedLayer(bytes, fragments, known.get());
        }
        LayerRecord record = hashed(StoreTrouble.translated(store, () -> bytes.parts(fragments)), fragments);
        StoreTrouble.translated(store, () -> {
            records.add(key, text(record).bytes());
            return key;
        });
        return new ComposedLayer(bytes, fragments, record);
    }

    /** Everything that the bytes follow from: the scaffold follows from the listings and the tar rules. */
    private static Digest key(List<Fragment> fragments) {
        var text = new StringBuilder("layer/1\n" + DeflateEncoder.ID + "\n" + TarRules.VERSION + "\n");
        fragments.forEach(fragment -> text.append(fragment.blob())
                .append(' ')
                .append(fragment.listing())
                .append('\n'));
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private LayerRecord hashed(List<ByteSource> parts, List<Fragment> fragments) throws InterruptedException {
        try (var scope = new Scope()) {
            var compressed = scope.fork(() -> {
                try (InputStream in = new JoinedInput(parts)) {
                    return Hashed.of(in);
                }
            });
            var raw = scope.fork(() -> {
                try (InputStream joined = new JoinedInput(parts);
                        InputStream in = GzipInput.open(joined, OWN)) {
                    return Hashed.of(in);
                }
            });
            scope.join();
            return new LayerRecord(
                    raw.get().digest, compressed.get().digest, compressed.get().length, raw.get().length);
        } catch (ScopeFailure e) {
            throw explained(fragments, e);
        }
    }

    private RuntimeException explained(List<Fragment> fragments, ScopeFailure failure) {
        return switch (failure.getCause()) {
            case ArchiveException broken -> damaged(fragments, broken);
            case IOException e -> StoreTrouble.failed(store, e);
            case null, default -> failure;
        };
    }

    private TrustError damaged(List<Fragment> fragments, ArchiveException broken) {
        return fragments.stream()
                .map(Fragment::blob)
                .filter(blob -> StoreTrouble.isDamaged(store, blob))
                .findFirst()
                .map(blob -> StoreTrouble.damaged(store, blob, broken))
                .orElseGet(() -> new TrustError(
                        Problem.of(
                                ErrorCode.DIGEST_MISMATCH,
                                "the store's records of fragments do not fit their blobs",
                                "delete `" + store.root().resolve("ac") + "`, then build again"),
                        broken));
    }

    private record Hashed(Digest digest, long length) {
        static Hashed of(InputStream in) throws IOException {
            MessageDigest running = Digest.sha256();
            byte[] buffer = new byte[1 << 16];
            long length = 0;
            for (int count; (count = in.read(buffer, 0, buffer.length)) >= 0; length += count) {
                running.update(buffer, 0, count);
            }
            return new Hashed(Digest.ended(running), length);
        }
    }

    private static RecordText text(LayerRecord record) {
        return new RecordText()
                .with("diff-id", record.diffId())
                .with("digest", record.digest())
                .with("size", record.size())
                .with("raw-size", record.rawSize());
    }

    private Optional<LayerRecord> find(Digest key) throws IOException {
        Optional<byte[]> record = records.find(key);
        if (record.isEmpty()) {
            return Optional.empty();
        }
        var text = RecordText.parse(record.get());
        try {
            return Optional.of(new LayerRecord(
                    text.digest("diff-id"), text.digest("digest"), text.number("size"), text.number("raw-size")));
        } catch (IOException e) {
            records.forget(key);
            return Optional.empty();
        }
    }
}
