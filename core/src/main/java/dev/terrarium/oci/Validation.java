package dev.terrarium.oci;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Whether an image is what its documents say, down to the last byte of its layers.
 *
 * <p>Not part of reading: it reads every layer once. Nothing is thrown for what is wrong, so that all of it can be told; a layer
 * compressed with zstd is checked as it is stored only, for want of a decoder.
 */
public final class Validation {
    private final List<Problem> problems = new ArrayList<>();
    private final Limits limits;

    private Validation(Limits limits) {
        this.limits = limits;
    }

    /**
     * Everything that does not fit, in the order of the image; empty when all of it does.
     *
     * @throws IOException when a layer cannot be read at all
     */
    public static List<Problem> of(AnyImage image, Limits limits) throws IOException {
        var validation = new Validation(limits);
        if (image instanceof ImageIndex index) {
            validation.platforms(index);
        }
        for (Image one : image.images()) {
            validation.documents(one);
            for (Layer layer : one.layers()) {
                validation.layer(layer);
            }
        }
        return List.copyOf(validation.problems);
    }

    private void platforms(ImageIndex index) {
        List<Descriptor> entries = index.index().value().manifests();
        for (int i = 0; i < entries.size(); i++) {
            ImagePlatform actual = index.images().get(i).platform();
            entries.get(i)
                    .platform()
                    .filter(said -> !said.os().equals(actual.os())
                            || !said.architecture().equals(actual.architecture()))
                    .ifPresent(said -> invalid("the index says " + said + " of an image for " + actual));
        }
    }

    private void documents(Image image) {
        Descriptor config = image.manifest().value().config();
        if (!config.sameBytes(image.config().descriptor(config.mediaType()))) {
            mismatch("the config is " + image.config().digest() + ", not " + config.digest());
        }
        List<Digest> diffIds = image.config().value().diffIds();
        if (!diffIds.equals(image.layers().stream().map(Layer::diffId).toList())) {
            mismatch("the config lists other diffIDs than the layers have");
        }
        if (new HashSet<>(diffIds).size() < diffIds.size()) {
            invalid("a layer occurs twice");
        }
        long lines = image.config().value().history().stream()
                .filter(line -> !line.emptyLayer())
                .count();
        if (lines > 0 && lines != diffIds.size()) {
            invalid("the history has " + lines + " layers, the config " + diffIds.size());
        }
        for (int i = 0; i < image.layers().size(); i++) {
            Descriptor listed = image.manifest().value().layers().get(i);
            if (!listed.sameBytes(image.layers().get(i).descriptor())) {
                mismatch("the manifest's layer " + i + " is " + listed.digest() + ", not "
                        + image.layers().get(i).descriptor().digest());
            }
        }
    }

    private void layer(Layer layer) throws IOException {
        MessageDigest compressed = Digest.sha256();
        Descriptor descriptor = layer.descriptor();
        long length;
        try (InputStream raw = layer.open();
                var counted = new Counting(new DigestInputStream(raw, compressed))) {
            uncompressed(layer, counted);
            counted.transferTo(java.io.OutputStream.nullOutputStream());
            length = counted.length;
        }
        Digest actual = Digest.ended(compressed);
        if (!actual.equals(descriptor.digest())) {
            mismatch("the layer " + descriptor.digest() + " has the digest " + actual);
        }
        if (length != descriptor.size()) {
            mismatch("the layer " + descriptor.digest() + " has " + length + " bytes, not " + descriptor.size());
        }
    }

    private void uncompressed(Layer layer, InputStream in) throws IOException {
        try {
            switch (MediaTypes.compressionOf(layer.descriptor().mediaType())) {
                case NONE -> diffId(layer, Digest.ofStream(in));
                case GZIP -> diffId(layer, Digest.ofStream(GzipInput.open(in, limits)));
                case ZSTD, UNKNOWN -> {}
            }
        } catch (ArchiveException | LimitExceeded e) {
            invalid("the layer " + layer.descriptor().digest() + " cannot be read: " + e.getMessage());
        }
    }

    private void diffId(Layer layer, Digest actual) {
        if (!actual.equals(layer.diffId())) {
            mismatch("the layer " + layer.descriptor().digest() + " has the diffID " + actual + ", not "
                    + layer.diffId());
        }
    }

    private void mismatch(String message) {
        problems.add(Problem.of(ErrorCode.DIGEST_MISMATCH, message));
    }

    private void invalid(String message) {
        problems.add(Problem.of(ErrorCode.IMAGE_INVALID, message));
    }

    /** Counts what is read, and stays open when a decompressor above is done with it. */
    private static final class Counting extends java.io.FilterInputStream {
        private long length;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            length += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int got = super.read(bytes, offset, count);
            length += Math.max(got, 0);
            return got;
        }
    }
}
