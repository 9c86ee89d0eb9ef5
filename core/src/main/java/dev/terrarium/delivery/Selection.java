package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Descriptor;
import dev.terrarium.oci.ImageReference;
import java.util.List;
import java.util.Optional;

/** Which entry of an {@code index.json} a person means, and what it is called. */
final class Selection {
    private Selection() {}

    /** @param name as the person typed it, for messages */
    static Descriptor of(List<Descriptor> entries, Optional<String> tag, String name) {
        List<Descriptor> exact = entries.stream()
                .filter(entry -> tag.isEmpty() || RefName.of(entry).equals(tag))
                .toList();
        List<Descriptor> fitting = !exact.isEmpty()
                ? exact
                : entries.stream()
                        .filter(entry -> RefName.of(entry)
                                .filter(present -> RefName.answers(present, tag.orElseThrow()))
                                .isPresent())
                        .toList();
        if (fitting.isEmpty()) {
            throw new UserError(
                    ErrorCode.IMAGE_NOT_FOUND,
                    entries.isEmpty() ? "`" + name + "` holds no image" : "`" + name + "` is not there",
                    entries.isEmpty() ? "build or copy an image into it" : "it holds " + tagsOf(entries));
        }
        if (fitting.stream().map(Descriptor::digest).distinct().count() > 1) {
            throw new UserError(
                    ErrorCode.IMAGE_NOT_FOUND,
                    "`" + name + "` means " + fitting.size() + " images",
                    "name one of " + tagsOf(fitting));
        }
        return fitting.getFirst();
    }

    /** The reference under which it was tagged, if the tag is one: a bare {@code 1.0} is not. */
    static List<ImageReference> namesOf(List<Descriptor> entries, Descriptor chosen) {
        return entries.stream()
                .filter(entry -> entry.digest().equals(chosen.digest()))
                .flatMap(entry -> RefName.of(entry).stream())
                .filter(tag -> tag.indexOf(':') >= 0 || tag.indexOf('/') >= 0)
                .flatMap(tag -> ImageReference.find(tag).stream())
                .distinct()
                .toList();
    }

    private static String tagsOf(List<Descriptor> entries) {
        List<String> tags = entries.stream()
                .map(entry -> "`" + RefName.of(entry).orElse(entry.digest().toString()) + "`")
                .sorted()
                .toList();
        return String.join(", ", tags.subList(0, Math.min(tags.size(), 10))) + (tags.size() > 10 ? ", …" : "");
    }
}
