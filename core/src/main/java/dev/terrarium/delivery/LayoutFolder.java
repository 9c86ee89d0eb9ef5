package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.Layer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder in the OCI's image layout, ours or another tool's.
 *
 * <p>Whatever dies while it is written, {@code index.json} names whole images only: blobs come first, each by rename, and the
 * index last. Two writers of one layout take turns for the index. Blobs that no tag needs any more stay: another tool may
 * know more about them than we do.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">image-spec, image layout</a>
 */
record LayoutFolder(Path folder, String name) {
    static final String MARKER = "oci-layout";
    static final String INDEX = "index.json";
    static final byte[] MARKER_BYTES = JsonDocument.of(Json.Members.EMPTY.with("imageLayoutVersion", "1.0.0"))
            .bytes();

    /** Locks of files keep processes apart, this one the threads of ours. */
    private static final ReentrantLock TURN = new ReentrantLock();

    /** Whether a folder says that it is one. */
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(MARKER));
    }

    Found read(Optional<String> tag) throws IOException {
        if (!isOne(folder)) {
            throw new UserError(
                    ErrorCode.IMAGE_NOT_FOUND,
                    "`" + name + "` is no OCI layout: "
                            + (Files.exists(folder) ? "it has no `oci-layout`" : "it is not there"));
        }
        List<Descriptor> entries;
        try {
            entries = index().entries();
        } catch (JsonInvalid e) {
            throw unreadable(e);
        }
        Descriptor chosen = Selection.of(entries, tag, name);
        AnyImage image = new Assembly(name, Blobs.ofLayout(folder), LayerSource.NONE).assemble(chosen);
        return new Found(image, Selection.namesOf(entries, chosen));
    }

    /** @return how many bytes were written; 0 when all of it was there, and then nothing was touched */
    long write(AnyImage image, List<String> tags) throws IOException {
        refuseForeign();
        try (var scratch = new Scratch(folder)) {
            if (!isOne(folder)) {
                scratch.publish(folder.resolve(MARKER), out -> out.write(MARKER_BYTES));
            }
            for (Image one : image.images()) {
                for (Layer layer : one.layers()) {
                    publish(scratch, layer.descriptor(), out -> Transfer.copy(layer, out));
                }
                publish(scratch, one.config().descriptor(""), one.config().document());
                publish(scratch, one.descriptor(), one.manifest().document());
            }
            if (image instanceof ImageIndex index) {
                publish(scratch, index.descriptor(), index.index().document());
            }
            tag(scratch, image, tags);
            return scratch.written();
        }
    }

    private void refuseForeign() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError(
                    ErrorCode.OUTPUT_REFUSED, "`" + name + "` is a file, not a folder", "name another folder");
        }
        if (Files.isDirectory(folder)
                && !isOne(folder)
                && !Scratch.entries(folder).stream().allMatch(Scratch::isOne)) {
            throw new UserError(
                    ErrorCode.OUTPUT_REFUSED,
                    "`" + name + "` is not empty and no OCI layout, so nothing was written to it",
                    "name an empty folder or one that does not exist yet");
        }
    }

    private void publish(Scratch scratch, Descriptor descriptor, JsonDocument document) throws IOException {
        publish(scratch, descriptor, out -> out.write(document.bytes()));
    }

    private void publish(Scratch scratch, Descriptor descriptor, Scratch.Content content) throws IOException {
        Path file = blob(descriptor.digest());
        if (!Files.isRegularFile(file) || Files.size(file) != descriptor.size()) {
            scratch.publish(file, content);
        }
    }

    private void tag(Scratch scratch, AnyImage image, List<String> tags) throws IOException {
        try {
            LayoutIndex before = index();
            if (Files.exists(folder.resolve(INDEX)) && before.with(image, tags).equals(before)) {
                return;
            }
            TURN.lock();
            try (var marker = FileChannel.open(folder.resolve(MARKER), StandardOpenOption.WRITE);
                    FileLock _ = marker.lock()) {
                byte[] after = index().with(image, tags).bytes();
                scratch.publish(folder.resolve(INDEX), out -> out.write(after));
            } finally {
                TURN.unlock();
            }
        } catch (JsonInvalid e) {
            throw unreadable(e);
        }
    }

    private LayoutIndex index() throws IOException {
        try {
            return LayoutIndex.parse(
                    dev.terrarium.io.ByteSource.of(folder.resolve(INDEX)).readAtMost(JsonLimits.IMAGE.bytes()));
        } catch (NoSuchFileException e) {
            return LayoutIndex.EMPTY;
        }
    }

    private Path blob(Digest digest) {
        return folder.resolve("blobs/sha256").resolve(digest.hex());
    }

    private UserError unreadable(JsonInvalid cause) {
        return new UserError(
                ErrorCode.IMAGE_INVALID, "`index.json` of `" + name + "` cannot be read: " + cause.getMessage());
    }
}
