package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
import dev.terrarium.oci.ImagePlatform;
import java.util.List;
import java.util.stream.Collectors;

/** The one image of several that goes to a place which holds one. */
final class OnePlatform {
    private OnePlatform() {}

    /** @param place as the person typed it, for messages */
    static Image of(AnyImage image, String place) {
        List<Image> runnable = runnable(image);
        if (runnable.size() == 1) {
            return runnable.getFirst();
        }
        throw new UserError(
                ErrorCode.OUTPUT_REFUSED,
                "`" + place + "` holds one platform, and the image is for " + platformsOf(image),
                "write an `oci-archive:`, or build for one `--platform`");
    }

    static Image of(AnyImage image, Engine engine, String place) {
        if (runnable(image).size() == 1) {
            return runnable(image).getFirst();
        }
        String architecture = engine.architecture();
        List<Image> fitting = runnable(image).stream()
                .filter(one -> one.platform().architecture().equals(architecture))
                .toList();
        if (fitting.isEmpty()) {
            throw new UserError(
                    ErrorCode.OUTPUT_REFUSED,
                    "`" + place + "` runs linux/" + architecture + ", and the image is for " + platformsOf(image));
        }
        return fitting.getFirst();
    }

    /** Without the attestations that builders put into an index as images for an unknown platform. */
    private static List<Image> runnable(AnyImage image) {
        return switch (image) {
            case Image one -> List.of(one);
            case ImageIndex several ->
                several.images().stream()
                        .filter(one -> one.platform().os().equals("linux"))
                        .toList();
        };
    }

    private static String platformsOf(AnyImage image) {
        return image.images().stream()
                .map(Image::platform)
                .map(ImagePlatform::toString)
                .collect(Collectors.joining(", "));
    }
}
