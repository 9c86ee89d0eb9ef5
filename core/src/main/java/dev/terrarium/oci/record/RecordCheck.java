package dev.terrarium.oci.record;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.oci.ChainId;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether a record's segments are those of the image that it stands in: everything about them that can be computed again from
 * the image alone.
 *
 * <p>An engine keeps the config and not the manifest. So digests of layers as they were sent are compared only in an image whose
 * manifest still carries the record.
 */
public final class RecordCheck {
    private final Image image;
    private final List<Digest> diffIds;
    private final List<Digest> chain;
    private final List<Problem> problems = new ArrayList<>();

    private RecordCheck(Image image) {
        this.image = image;
        this.diffIds = image.config().value().diffIds();
        this.chain = ChainId.of(diffIds);
    }

    /** Everything that does not fit; empty when all of it does. */
    public static List<Problem> of(ImageRecord record, Image image) {
        var check = new RecordCheck(image);
        check.check(record);
        return List.copyOf(check.problems);
    }

    private void check(ImageRecord record) {
        List<Segment.Name> names = record.segments().stream().map(Segment::name).toList();
        if (!names.equals(Arrays.asList(Segment.Name.values()))) {
            invalid("the record has the segments " + names + ", not all four in order");
        }
        int next = 0;
        for (Segment segment : record.segments()) {
            if (segment.first() != next) {
                invalid("the segment `" + segment.name() + "` begins at layer " + segment.first() + ", not " + next);
            }
            check(segment);
            next = segment.first() + segment.count();
        }
        if (next != diffIds.size()) {
            invalid("the segments have " + next + " layers, the image " + diffIds.size());
        }
    }

    private void check(Segment segment) {
        int first = segment.first();
        int end = first + segment.count();
        if (end > diffIds.size()) {
            invalid("the segment `" + segment.name() + "` ends at layer " + end + " of " + diffIds.size());
            return;
        }
        compare(segment, "diffIDs", segment.diffIds(), diffIds.subList(first, end));
        compare(segment, "chainID before", segment.chainBefore(), chainAt(first));
        compare(segment, "chainID after", segment.chainAfter(), chainAt(end));
        if (image.manifest().value().annotations().containsKey(ImageRecord.SEGMENTS)) {
            List<Digest> digests = image.layers().subList(first, end).stream()
                    .map(Layer::descriptor)
                    .map(dev.terrarium.oci.Descriptor::digest)
                    .toList();
            compare(segment, "digests", segment.digests(), digests);
        }
    }

    private Optional<Digest> chainAt(int layers) {
        return layers == 0 ? Optional.empty() : Optional.of(chain.get(layers - 1));
    }

    private void compare(Segment segment, String what, Object said, Object actual) {
        if (!said.equals(actual)) {
            problems.add(Problem.of(
                    ErrorCode.DIGEST_MISMATCH,
                    "the segment `" + segment.name() + "` says other " + what + " than the image has"));
        }
    }

    private void invalid(String message) {
        problems.add(Problem.of(ErrorCode.IMAGE_INVALID, message));
    }
}
