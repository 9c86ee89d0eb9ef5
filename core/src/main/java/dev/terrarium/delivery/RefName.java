package dev.terrarium.delivery;

import dev.terrarium.oci.Descriptor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tag of an image in a layout: a whole reference or the part behind its colon, as whoever wrote it liked.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">image-spec, annotations</a>
 */
final class RefName {
    private static final Pattern GRAMMAR =
            Pattern.compile("[A-Za-z0-9]+(?:(?:[-._:@+/]|--)[A-Za-z0-9]+)*", Pattern.DOTALL);

    private RefName() {}

    static boolean isValid(String text) {
        return text.length() <= 512 && GRAMMAR.matcher(text).matches();
    }

    static Optional<String> of(Descriptor descriptor) {
        return Optional.ofNullable(descriptor.annotations().get(Descriptor.REF_NAME));
    }

    /** Whether a person who asks for {@code asked} means the image that is tagged {@code present}: all of it, or its last part. */
    static boolean answers(String present, String asked) {
        return present.equals(asked) || present.endsWith(":" + asked);
    }
}
