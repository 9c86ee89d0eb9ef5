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
        return switch (image) {
            case Image one -> one;
            case ImageIndex several
            when several.images().size() == 1 -> several.images().getFirst();
            case ImageIndex several ->
                throw new UserError(
                        ErrorCode.OUTPUT_REFUSED,
                        "`" + place + "` holds one platform, and the image is for " + platformsOf(several),
                        "write an `oci-archive:`, or build for one `--platform`");
        };
    }

    static Image of(AnyImage image, Engine engine, String place) {
        if (image.images().size() == 1) {
            return image.images().getFirst();
        }
        String architecture = engine.architecture();
        List<Image> fitting = image.images().stream()
                .filter(one -> one.platform().os().equals("linux")
                        && one.platform().architecture().equals(architecture))
                .toList();
        if (fitting.isEmpty()) {
            throw new UserError(
                    ErrorCode.OUTPUT_REFUSED,
                    "`" + place + "` runs linux/" + architecture + ", and the image is for " + platformsOf(image));
        }
        return fitting.getFirst();
    }

    private static String platformsOf(AnyImage image) {
        return image.images().stream()
                .map(Image::platform)
                .map(ImagePlatform::toString)
                .collect(Collectors.joining(", "));
    }
}
