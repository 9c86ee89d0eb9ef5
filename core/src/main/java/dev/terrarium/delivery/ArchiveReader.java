package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Limits;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.MediaTypes;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads an image from a tar of either kind; its files are in the store afterwards. */
final class ArchiveReader {
    private final ArchiveContents archive;
    private final String name;

    private ArchiveReader(ArchiveContents archive, String name) {
        this.archive = archive;
        this.name = name;
    }

    /** @param name as the person typed it, for messages */
    static Found read(InputStream in, ArchiveKind kind, String name, Store store, Limits limits) throws IOException {
        var reader = new ArchiveReader(ArchiveContents.take(in, name, store, limits), name);
        return switch (kind) {
            case LAYOUT -> reader.layout();
            case DOCKER -> reader.docker();
        };
    }

    /** Newer engines save both kinds in one, and list platforms in the index that they did not save: then the other kind counts. */
    private Found layout() throws IOException {
        if (!archive.has(LayoutFolder.MARKER) || !archive.has(LayoutFolder.INDEX)) {
            throw notOne("an archive of an OCI layout", "docker-archive:", DockerManifest.FILE);
        }
        try {
            List<Descriptor> entries = index().entries();
            Descriptor chosen = Selection.of(entries, Optional.empty(), name);
            return new Found(assembled(chosen), Selection.namesOf(entries, chosen));
        } catch (UserError e) {
            if (archive.has(DockerManifest.FILE)) {
                return docker();
            }
            throw e;
        }
    }

    private Found docker() throws IOException {
        if (!archive.has(DockerManifest.FILE)) {
            throw notOne("a docker archive", "oci-archive:", LayoutFolder.MARKER);
        }
        List<DockerManifest> entries = DockerManifest.parse(document(DockerManifest.FILE));
        if (entries.size() != 1) {
            String names = entries.stream()
                    .flatMap(entry -> entry.names().stream())
                    .map(ImageReference::toString)
                    .sorted()
                    .limit(10)
                    .collect(Collectors.joining("`, `", ": `", "`"));
            throw new UserError(
                    ErrorCode.IMAGE_INVALID,
                    "`" + name + "` holds " + entries.size() + " images" + (names.length() > 4 ? names : ""),
                    "save one image into one archive");
        }
        DockerManifest entry = entries.getFirst();
        Optional<Image> exact = exact(entry);
        return new Found(exact.isPresent() ? exact.get() : entry.image(archive, name), entry.names());
    }

    /** The image with the manifest that travelled along, if one did that means the same config and layers. */
    private Optional<Image> exact(DockerManifest entry) throws IOException {
        if (!archive.has(LayoutFolder.INDEX)) {
            return Optional.empty();
        }
        List<Optional<Digest>> layers =
                entry.layers().stream().map(archive::find).toList();
        for (Descriptor descriptor : index().entries()) {
            if (MediaTypes.isManifest(descriptor.mediaType())
                    && archive.blobs().find(descriptor.digest()).isPresent()
                    && assembled(descriptor) instanceof Image image
                    && archive.find(entry.config())
                            .equals(Optional.of(image.config().digest()))
                    && layers.equals(image.layers().stream()
                            .map(layer -> Optional.of(layer.descriptor().digest()))
                            .toList())) {
                return Optional.of(image);
            }
        }
        return Optional.empty();
    }

    private AnyImage assembled(Descriptor root) throws IOException {
        return new Assembly(name, archive.blobs(), LayerSource.NONE).assemble(root);
    }

    private LayoutIndex index() throws IOException {
        return LayoutIndex.parse(document(LayoutFolder.INDEX));
    }

    private byte[] document(String path) throws IOException {
        return archive.bytes(archive.find(path).orElseThrow()).readAtMost(JsonLimits.IMAGE.bytes());
    }

    private UserError notOne(String what, String otherType, String otherMark) {
        String message = "`" + name + "` is not " + what;
        int colon = name.indexOf(':');
        return archive.has(otherMark)
                ? new UserError(
                        ErrorCode.IMAGE_INVALID, message, "write `" + otherType + name.substring(colon + 1) + "`")
                : new UserError(ErrorCode.IMAGE_INVALID, message);
    }
}
