package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person types where an existing image or a place for one is meant: {@code TYPE:…}, or something bare.
 *
 * <p>One grammar for all commands, and closed, so that each command answers for each kind of place. The word before the first
 * colon decides; a repository that is called like a type is written {@code store:oci:1.0}. A layout's folder ends at the next
 * colon, because tags may hold colons and folders seldom do; one that does is named bare.
 *
 * <p>Paths are as typed; whoever opens them resolves them against the working directory.
 */
public sealed interface ImageName {
    /** A name in the store. */
    record InStore(ImageReference reference) implements ImageName {
        @Override
        public String toString() {
            return "store:" + reference;
        }
    }

    /** A folder in the OCI's image layout. */
    record Layout(Path folder, Optional<String> tag) implements ImageName {
        @Override
        public String toString() {
            return "oci:" + folder + tag.map(text -> ":" + text).orElse("");
        }
    }

    /** A tar of such a folder. */
    record LayoutArchive(Path file) implements ImageName {
        @Override
        public String toString() {
            return "oci-archive:" + file;
        }
    }

    /** What {@code docker save} writes and {@code docker load} reads. */
    record DockerArchive(Path file) implements ImageName {
        @Override
        public String toString() {
            return "docker-archive:" + file;
        }
    }

    /** An image that an engine holds. */
    record InEngine(Engine.Kind kind, ImageReference reference) implements ImageName {
        @Override
        public String toString() {
            return kind + ":" + reference;
        }
    }

    /** An image that a registry serves. */
    record InRegistry(ImageReference reference) implements ImageName {
        @Override
        public String toString() {
            return "registry:" + reference;
        }
    }

    /** A path or a name; which of them, only the disk and the store can tell. */
    record Bare(String text) implements ImageName {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Reads any name; errors say what is wrong with it. */
    static ImageName parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "store" -> new InStore(ImageReference.parse(rest));
            case "oci" -> layout(text, rest);
            case "oci-archive" -> new LayoutArchive(path(text, rest));
            case "docker-archive" -> new DockerArchive(path(text, rest));
            case "docker" -> new InEngine(Engine.Kind.DOCKER, ImageReference.parse(rest));
            case "podman" -> new InEngine(Engine.Kind.PODMAN, ImageReference.parse(rest));
            case "registry" -> new InRegistry(ImageReference.parse(rest));
            default -> {
                path(text, text);
                yield new Bare(text);
            }
        };
    }

    /** Reads the value of {@code --output}: a file or a folder to write, without a tag. */
    static ImageName parseOutput(String text) {
        ImageName name = parse(text);
        return switch (name) {
            case Layout(var folder, var tag)
            when tag.isPresent() ->
                throw new UserError(
                        ErrorCode.OUTPUT_REFUSED,
                        "`--output " + text + "` carries a tag",
                        "write `--output oci:" + folder + " --tag " + tag.get() + "`");
            case Layout _, LayoutArchive _, DockerArchive _ -> name;
            case InStore _, InEngine _, InRegistry _, Bare _ ->
                throw new UserError(
                        ErrorCode.OUTPUT_REFUSED,
                        "`--output " + text + "` is none of `oci:DIR`, `oci-archive:FILE`, `docker-archive:FILE`",
                        "for an engine use `--load`, for a name in the store `--tag`");
        };
    }

    private static ImageName layout(String text, String rest) {
        int colon = rest.indexOf(':');
        String folder = colon < 0 ? rest : rest.substring(0, colon);
        Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1));
        if (tag.isPresent() && !RefName.isValid(tag.get())) {
            throw new UserError(
                    ErrorCode.REFERENCE_INVALID, "`" + text + "` names no tag", "write it like `oci:out:1.0`");
        }
        return new Layout(path(text, folder), tag);
    }

    private static Path path(String text, String path) {
        try {
            if (!path.isEmpty()) {
                return Path.of(path);
            }
        } catch (InvalidPathException e) {
            throw new UserError(ErrorCode.REFERENCE_INVALID, "`" + text.replace('\0', '?') + "` is no path");
        }
        throw new UserError(
                ErrorCode.REFERENCE_INVALID,
                "`" + text + "` names no image",
                "write it like `oci:out`, `docker-archive:app.tar` or `store:app:1.0`");
    }
}
