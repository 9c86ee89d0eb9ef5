package dev.terrarium.oci;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bare name of an image as people type it: {@code app:1.0}, {@code registry.example:5000/team/app@sha256:…}.
 *
 * <p>Kept as it was typed: where a name without a host lives is for each engine to say, and they do not agree. The first
 * component is a host when it has a dot, a colon or a capital, or is {@code localhost}; that rule is Docker's.
 *
 * @param host with its port, if there is one
 * @param path components of lower-case letters and digits, joined by {@code /}
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">distribution-spec,
 *     names and tags</a>
 */
public record ImageReference(Optional<String> host, String path, Optional<String> tag, Optional<Digest> digest) {
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])"
            + "(?:\\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*(?::[0-9]{1,5})?"
            + "|\\[[0-9a-fA-F:]+\\](?::[0-9]{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern TAIL = Pattern.compile("^(.*?)(?::([^:/@]*))?(?:@(.*))?$", Pattern.DOTALL);
    private static final int LONGEST = 255;

    public ImageReference {
        if (host.isPresent() && !HOST.matcher(host.get()).matches()
                || !PATH.matcher(path).matches()
                || path.length() + host.map(String::length).orElse(0) > LONGEST
                || tag.isPresent() && !isTag(tag.get())) {
            throw new IllegalArgumentException("not a reference: " + host + " " + path + " " + tag);
        }
    }

    /** Reads what a user typed. */
    public static ImageReference parse(String text) {
        return find(text).orElseThrow(() -> refused(text));
    }

    /** Reads what may be a reference or something else; empty when it cannot be one. */
    public static Optional<ImageReference> find(String text) {
        Matcher tail = TAIL.matcher(text);
        if (text.length() > 2 * LONGEST || !tail.matches()) {
            return Optional.empty();
        }
        String name = tail.group(1);
        int slash = name.indexOf('/');
        boolean hasHost = slash > 0 && isHost(name.substring(0, slash));
        Optional<String> host = hasHost ? Optional.of(name.substring(0, slash)) : Optional.empty();
        Optional<String> tag = Optional.ofNullable(tail.group(2));
        Optional<Digest> digest = Optional.ofNullable(tail.group(3)).flatMap(Digest::parse);
        if (tail.group(3) != null && digest.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ImageReference(host, hasHost ? name.substring(slash + 1) : name, tag, digest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isHost(String component) {
        return component.indexOf('.') >= 0
                || component.indexOf(':') >= 0
                || component.equals("localhost")
                || !component.equals(component.toLowerCase(Locale.ROOT));
    }

    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    private static UserError refused(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        String message =
                "`" + (shown.length() > 100 ? shown.substring(0, 97) + "..." : shown) + "` is not the name of an image";
        return !lower.equals(text) && find(lower).isPresent()
                ? new UserError(ErrorCode.REFERENCE_INVALID, message, "write it in lower case: `" + lower + "`")
                : new UserError(ErrorCode.REFERENCE_INVALID, message, "write it like `app:1.0` or `team/app:1.0`");
    }

    /** The name without tag and digest. */
    public String name() {
        return host.map(text -> text + "/").orElse("") + path;
    }

    public ImageReference withTag(String other) {
        return new ImageReference(host, path, Optional.of(other), digest);
    }

    /** The same with the tag {@code latest} if it has none: what every engine makes of it. */
    public ImageReference tagged() {
        return tag.isPresent() ? this : withTag("latest");
    }

    public ImageReference withoutDigest() {
        return new ImageReference(host, path, tag, Optional.empty());
    }

    @Override
    public String toString() {
        return name()
                + tag.map(text -> ":" + text).orElse("")
                + digest.map(value -> "@" + value).orElse("");
    }
}
