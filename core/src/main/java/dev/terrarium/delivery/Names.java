package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.oci.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What bare names mean: an existing path if an image is in it, else a name in the store, else a registry's, which is for a later
 * version.
 *
 * <p>A path that exists and holds no image does not hide a name in the store: people build {@code app} beside a folder that is
 * called {@code app}.
 */
final class Names {
    private static final int MOST_TOLD = 10;

    private final Environment environment;
    private final Images images;

    Names(Environment environment, Images images) {
        this.environment = environment;
        this.images = images;
    }

    ImageName resolve(ImageName name) throws IOException {
        return switch (name) {
            case ImageName.Bare(var text) -> bare(text);
            case ImageName.InStore _,
                    ImageName.Layout _,
                    ImageName.LayoutArchive _,
                    ImageName.DockerArchive _,
                    ImageName.InEngine _,
                    ImageName.InRegistry _ -> name;
        };
    }

    private ImageName bare(String text) throws IOException {
        Path typed = Path.of(text);
        Path path = environment.directory().resolve(typed);
        Optional<ImageName> onDisk = onDisk(typed, path);
        if (onDisk.isPresent()) {
            return onDisk.get();
        }
        Optional<ImageReference> reference = ImageReference.find(text);
        if (reference.isPresent() && !namesLike(reference.get()).isEmpty()) {
            return new ImageName.InStore(reference.get());
        }
        if (Files.exists(path)) {
            throw new UserError(
                    ErrorCode.IMAGE_INVALID, "`" + text + "` is neither an OCI layout nor an archive of an image");
        }
        if (reference.isEmpty() || text.startsWith(".") || text.endsWith(".tar")) {
            throw new UserError(ErrorCode.IMAGE_NOT_FOUND, "`" + text + "` is not there", told());
        }
        throw new UserError(
                ErrorCode.NOT_IN_THIS_VERSION,
                "`" + text + "` is no path and no name in the store, and registries are not in this version",
                told());
    }

    private static Optional<ImageName> onDisk(Path typed, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return LayoutFolder.isOne(path)
                    ? Optional.of(new ImageName.Layout(typed, Optional.empty()))
                    : Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        return ArchiveKind.of(path).map(kind -> switch (kind) {
            case LAYOUT -> new ImageName.LayoutArchive(typed);
            case DOCKER -> new ImageName.DockerArchive(typed);
        });
    }

    /** The image in the store; a name without a tag means {@code latest}, or the only tag there is. */
    Images.Named inStore(ImageReference reference) throws IOException {
        List<Images.Named> like = namesLike(reference);
        if (like.size() == 1) {
            return like.getFirst();
        }
        throw like.isEmpty()
                ? new UserError(ErrorCode.IMAGE_NOT_FOUND, "the store has no image `" + reference + "`", told())
                : new UserError(
                        ErrorCode.IMAGE_NOT_FOUND,
                        "the store has " + like.size() + " images `" + reference + "`",
                        "name one of " + joined(like));
    }

    private List<Images.Named> namesLike(ImageReference reference) throws IOException {
        Optional<Images.Named> exact = images.find(reference);
        if (exact.isPresent() || reference.tag().isPresent()) {
            return exact.stream().filter(named -> hasDigestOf(named, reference)).toList();
        }
        return images.list().stream()
                .filter(named -> named.name().name().equals(reference.name()) && hasDigestOf(named, reference))
                .toList();
    }

    private static boolean hasDigestOf(Images.Named named, ImageReference reference) {
        return reference.digest().isEmpty()
                || reference.digest().get().equals(named.root().digest());
    }

    private String told() throws IOException {
        List<Images.Named> all = images.list();
        return all.isEmpty() ? "build one: the store has none yet" : "the store has " + joined(all);
    }

    private static String joined(List<Images.Named> named) {
        return named.stream()
                        .limit(MOST_TOLD)
                        .map(one -> "`" + one.name() + "`")
                        .collect(Collectors.joining(", "))
                + (named.size() > MOST_TOLD ? ", …" : "");
    }

    static UserError noRegistries(String text) {
        return new UserError(
                ErrorCode.NOT_IN_THIS_VERSION,
                "`" + text + "` would be an image in a registry, and registries are not in this version",
                "copy it into an `oci:` layout with another tool first, and name that");
    }
}
