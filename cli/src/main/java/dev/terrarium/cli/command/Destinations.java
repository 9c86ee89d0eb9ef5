package dev.terrarium.cli.command;

import dev.terrarium.cli.line.UsageError;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.ImageReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where images go, as the line says it.
 *
 * <p>Not names, but patterns of names: one line may deliver several images, and <code>{image}</code> stands for the name of each.
 *
 * @param tags each a name when the word for the image is in its place
 * @param outputs each a place when it is
 */
public record Destinations(List<String> tags, List<String> outputs, boolean load) {
    private static final String IMAGE = "{image}";
    private static final String OUTPUT = "--output ";

    /** Nothing is delivered. */
    public static final Destinations NONE = new Destinations(List.of(), List.of(), false);

    /** @throws UsageError when a pattern makes no sense for any image */
    public Destinations {
        tags = List.copyOf(tags);
        outputs = List.copyOf(outputs);
        tags.forEach(tag -> tag(named(tag, "image")));
        outputs.forEach(output -> ImageName.parseOutput(named(output, "image")));
    }

    /** The names of one image; none where nobody said any. */
    public Set<ImageReference> tags(String image) {
        var named = new LinkedHashSet<ImageReference>();
        tags.forEach(pattern -> named.add(tag(named(pattern, image))));
        return named;
    }

    /** The places of one image besides the store and engines. */
    public List<ImageName> outputs(String image) {
        return outputs.stream()
                .map(pattern -> ImageName.parseOutput(named(pattern, image)))
                .toList();
    }

    /** The files and folders that outputs of these images are written to. */
    public List<Path> written(List<String> images, Path directory) {
        return images.stream()
                .flatMap(image -> outputs(image).stream())
                .flatMap(output -> Stream.of(output, TwinNames.of(output)))
                .map(output -> switch (output) {
                    case ImageName.Layout(var folder, var tag) -> folder;
                    case ImageName.LayoutArchive(var file) -> file;
                    case ImageName.DockerArchive(var file) -> file;
                    default -> throw new IllegalStateException("not an output: " + output);
                })
                .map(path -> directory.resolve(path).normalize())
                .distinct()
                .toList();
    }

    /** @throws UserError when images would overwrite each other */
    public void requireDistinct(List<String> images) {
        if (images.size() < 2) {
            return;
        }
        var problems = new ArrayList<Problem>();
        Stream.concat(tags.stream().map(tag -> "--tag " + tag), outputs.stream().map(output -> OUTPUT + output))
                .filter(option -> !option.contains(IMAGE) && !holdsSeveral(option))
                .forEach(option -> problems.add(Problem.of(
                        ErrorCode.USAGE,
                        "`" + option + "` is one name for " + images.size() + " images: " + String.join(", ", images),
                        "write `{image}` where the name of each goes, or choose one with `--image " + images.getFirst()
                                + "`")));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    /** A layout holds images under several tags, and those that nobody names have tags of their own. */
    private boolean holdsSeveral(String option) {
        return tags.isEmpty()
                && option.startsWith(OUTPUT)
                && ImageName.parseOutput(option.substring(OUTPUT.length()))
                        instanceof ImageName.Layout(var folder, var tag)
                && tag.isEmpty();
    }

    private static String named(String pattern, String image) {
        return pattern.replace(IMAGE, image);
    }

    /** A tag is never a place: whoever writes {@code --tag oci:out} means {@code --output}. */
    private static ImageReference tag(String text) {
        String type = text.replaceFirst(":.*", "");
        if (!type.equals(text)
                && List.of("oci", "oci-archive", "docker-archive").contains(type)) {
            throw new UsageError(
                    "`--tag " + text + "` is a place and no name",
                    "write `--output " + text + "` and the name in `--tag`");
        }
        if (!type.equals(text)
                && List.of("store", "docker", "podman", "registry").contains(type)) {
            throw new UsageError(
                    "`--tag " + text + "` says where the name is",
                    "write `--tag " + text.substring(type.length() + 1) + "`; `--load` loads it into an engine");
        }
        return ImageReference.parse(text);
    }
}
