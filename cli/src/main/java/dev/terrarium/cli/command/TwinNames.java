package dev.terrarium.cli.command;

import dev.terrarium.delivery.ImageName;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.ImageReference;
import java.nio.file.Path;

/**
 * What a debug twin is called and where it lies, next to its image: tags end in {@code -debug}, and so do the names of archives.
 *
 * <p>An archive of its own and not a second image in the image's archive, whose bytes must not depend on whether there is a twin. A
 * layout's folder holds both, by their tags: most of their layers are the same files.
 */
public final class TwinNames {
    private static final String SUFFIX = "-debug";

    private TwinNames() {}

    /** {@code shop:1.2} → {@code shop:1.2-debug}; without a tag, that of {@code latest}. */
    public static ImageReference of(ImageReference image) {
        String tag = image.tagged().tag().orElseThrow() + SUFFIX;
        if (!ImageReference.isTag(tag)) {
            throw new UserError(
                    ErrorCode.REFERENCE_INVALID,
                    "the tag `" + tag + "` of the debug twin is too long",
                    "give the image a tag of at most " + (128 - SUFFIX.length()) + " characters");
        }
        return image.withTag(tag).withoutDigest();
    }

    /** {@code oci-archive:out/shop.tar} → {@code oci-archive:out/shop-debug.tar}. */
    public static ImageName of(ImageName output) {
        return switch (output) {
            case ImageName.Layout layout -> layout;
            case ImageName.LayoutArchive(var file) -> new ImageName.LayoutArchive(of(file));
            case ImageName.DockerArchive(var file) -> new ImageName.DockerArchive(of(file));
            case ImageName.InStore(var reference) -> new ImageName.InStore(of(reference));
            case ImageName.InEngine(var kind, var reference) -> new ImageName.InEngine(kind, of(reference));
            case ImageName.InRegistry(var reference) -> new ImageName.InRegistry(of(reference));
            case ImageName.Bare bare -> throw new IllegalStateException("not an output: " + bare);
        };
    }

    private static Path of(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(dot <= 0 ? name + SUFFIX : name.substring(0, dot) + SUFFIX + name.substring(dot));
    }
}
