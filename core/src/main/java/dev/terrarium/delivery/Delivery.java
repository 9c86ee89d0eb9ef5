package dev.terrarium.delivery;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes an image from any place and brings it to any other.
 *
 * <p>Nothing here is tied to building: an image that was just composed and one that lies in a layout of somebody else are
 * delivered the same way. Several platforms go wherever they can be held; an engine gets the one that it runs.
 */
public final class Delivery {
    private final Environment environment;
    private final Store store;
    private final Images images;
    private final Names names;

    public Delivery(Environment environment, Store store, LayerSource layers) {
        this.environment = environment;
        this.store = store;
        this.images = new Images(store, layers);
        this.names = new Names(environment, images);
    }

    /** The names in the store. */
    public Images images() {
        return images;
    }

    /** What a name means when the disk and the store are asked; everything but a bare name means itself. */
    public ImageName resolve(ImageName name) {
        return guarded(name, () -> names.resolve(name));
    }

    /** The image of a name, put together and checked as far as that goes without reading layers. */
    public Found read(ImageName name) {
        return guarded(name, () -> open(names.resolve(name)));
    }

    private Found open(ImageName name) throws IOException {
        return switch (name) {
            case ImageName.InStore(var reference) -> {
                Images.Named named = names.inStore(reference);
                yield new Found(images.open(named), List.of(named.name()));
            }
            case ImageName.Layout(var folder, var tag) -> new LayoutFolder(absolute(folder), name.toString()).read(tag);
            case ImageName.LayoutArchive(var file) -> archive(file, ArchiveKind.LAYOUT, name);
            case ImageName.DockerArchive(var file) -> archive(file, ArchiveKind.DOCKER, name);
            case ImageName.InEngine(var kind, var reference) -> {
                Found found = Engines.find(kind, environment)
                        .save(
                                reference,
                                in -> ArchiveReader.read(in, ArchiveKind.DOCKER, name.toString(), store, Limits.LAYER));
                yield new Found(found.image(), List.of(reference.tagged().withoutDigest()));
            }
            case ImageName.InRegistry(var reference) -> throw Names.noRegistries("registry:" + reference);
            case ImageName.Bare bare -> throw new IllegalStateException("not resolved: " + bare);
        };
    }

    private Found archive(Path file, ArchiveKind kind, ImageName name) throws IOException {
        if (!Files.isRegularFile(absolute(file))) {
            throw new UserError(
                    ErrorCode.IMAGE_NOT_FOUND,
                    "`" + file + "` is " + (Files.exists(absolute(file)) ? "no file" : "not there"));
        }
        try (InputStream in = Files.newInputStream(absolute(file))) {
            return ArchiveReader.read(in, kind, name.toString(), store, Limits.LAYER);
        }
    }

    /** Brings an image to a place, under the place's own tag or, where it has none, under these. */
    public Receipt deliver(AnyImage image, ImageName to, List<ImageReference> tags) {
        return guarded(to, () -> put(image, to, tags));
    }

    private Receipt put(AnyImage image, ImageName to, List<ImageReference> tags) throws IOException {
        List<String> texts = tags.stream().map(ImageReference::toString).toList();
        return switch (to) {
            case ImageName.InStore(var reference) ->
                new Receipt(to.toString(), image.digest(), images.put(reference, image));
            case ImageName.Layout(var folder, var tag) -> {
                List<String> named = tag.isPresent() ? List.of(tag.get()) : texts;
                long written = new LayoutFolder(absolute(folder), to.toString()).write(image, named);
                yield new Receipt(
                        new ImageName.Layout(folder, named.stream().findFirst()).toString(), image.digest(), written);
            }
            case ImageName.LayoutArchive(var file) ->
                new Receipt(
                        to.toString(),
                        image.digest(),
                        write(file, out -> ArchiveWriter.writeLayout(image, texts, out)));
            case ImageName.DockerArchive(var file) -> {
                var one = OnePlatform.of(image, to.toString());
                yield new Receipt(
                        to.toString(), one.digest(), write(file, out -> ArchiveWriter.writeDocker(one, tags, out)));
            }
            case ImageName.InEngine(var kind, var reference) -> {
                Engine engine = Engines.find(kind, environment);
                var one = OnePlatform.of(image, engine, to.toString());
                engine.load(out -> ArchiveWriter.writeDocker(one, List.of(reference), out));
                yield new Receipt(to.toString(), one.digest(), one.size());
            }
            case ImageName.InRegistry(var reference) -> throw Names.noRegistries("registry:" + reference);
            case ImageName.Bare(var text) ->
                throw new UserError(
                        ErrorCode.REFERENCE_INVALID,
                        "`" + text + "` does not say what kind of place it is",
                        "write `store:" + text + "`, `oci:" + text + "`, `docker-archive:" + text
                                + "`, or another type");
        };
    }

    /** Copies an image as it is: the same digest wherever manifests are kept. */
    public Receipt copy(ImageName from, ImageName to) {
        Found found = read(from);
        return deliver(found.image(), to, found.names());
    }

    public Inspection inspect(ImageName name) {
        ImageName resolved = resolve(name);
        return Inspection.of(resolved.toString(), read(resolved).image());
    }

    private long write(Path file, Scratch.Content content) throws IOException {
        Path target = absolute(file);
        if (Files.isDirectory(target)) {
            throw new UserError(ErrorCode.OUTPUT_REFUSED, "`" + file + "` is a folder", "name a file in it");
        }
        Path folder = Optional.ofNullable(target.getParent()).orElse(target);
        try (var scratch = new Scratch(folder)) {
            scratch.publish(target, content);
            return scratch.written();
        }
    }

    private Path absolute(Path path) {
        return environment.directory().resolve(path).normalize();
    }

    /** Something done at a place. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T guarded(ImageName name, Work<T> work) {
        try {
            return work.run();
        } catch (JsonInvalid | ArchiveException | LimitExceeded e) {
            throw new UserError(
                    Problem.of(ErrorCode.IMAGE_INVALID, "`" + name + "` cannot be read: " + e.getMessage()), e);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "`" + name + "` failed: " + Reason.of(e),
                            "see that the disk has room and that you may read and write there"),
                    e);
        }
    }
}
