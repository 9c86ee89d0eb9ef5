package dev.terrarium.make.layer;

import dev.terrarium.archive.deflate.DeflateEncoder;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The fragments that were ever made, by what they were made from.
 *
 * <p>A fragment's key knows nothing of the encoder, so that keys stay when encoders change; here the encoder's ID is added to it. A
 * record whose blobs are gone, or not whole, is no record: it is forgotten, and the fragment made again.
 */
public final class Fragments {
    private final Store store;
    private final Records records;

    public Fragments(Store store) {
        this.store = store;
        this.records = store.records("fragment", 1);
    }

    public Optional<Fragment> find(Digest key) {
        Digest encoded = withEncoder(key);
        return StoreTrouble.translated(store, () -> {
            Optional<byte[]> record = records.find(encoded);
            if (record.isEmpty()) {
                return Optional.empty();
            }
            Optional<Fragment> fragment = parse(record.get()).filter(this::isWhole);
            if (fragment.isEmpty()) {
                records.forget(encoded);
            }
            return fragment;
        });
    }

    /** @throws IllegalStateException when another fragment is there for this key: something that matters is missing from it */
    public void add(Digest key, Fragment fragment) {
        StoreTrouble.translated(store, () -> {
            records.add(withEncoder(key), text(fragment).bytes());
            return key;
        });
    }

    private static Digest withEncoder(Digest key) {
        return Digest.ofBytes((DeflateEncoder.ID + "\n" + key + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private boolean isWhole(Fragment fragment) {
        return store.has(fragment.listing())
                && store.sizeOf(fragment.blob())
                        .filter(size -> size == fragment.compressedSize())
                        .isPresent();
    }

    private static RecordText text(Fragment fragment) {
        return new RecordText()
                .with("blob", fragment.blob())
                .with("compressed-size", fragment.compressedSize())
                .with("raw-size", fragment.rawSize())
                .with("crc", Integer.toUnsignedString(fragment.crc()))
                .with("listing", fragment.listing());
    }

    private static Optional<Fragment> parse(byte[] bytes) {
        var text = RecordText.parse(bytes);
        try {
            return Optional.of(new Fragment(
                    text.digest("blob"),
                    text.number("compressed-size"),
                    text.number("raw-size"),
                    (int) text.number("crc"),
                    text.digest("listing")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
