package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.UserError;
import dev.terrarium.http.ShownUri;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifier;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.WheelFilename;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of a requirements file that asks for a distribution, before it is known whether it pins one.
 *
 * @param text without its options
 * @param requirement empty for a bare address or path
 * @param wheel the file that an address or path names
 * @param hashes those of its options and of its address that are SHA-256; others identify nothing here
 */
record RequirementLine(
        String text,
        Optional<Requirement> requirement,
        Optional<LockedFile> wheel,
        Set<Digest> hashes,
        Optional<Marker> marker) {

    private static final String HASH = "--hash";

    static RequirementLine read(String line, Path directory) throws Malformed {
        List<String> words = List.of(line.split("[ \t]+"));
        int options = 0;
        while (options < words.size() && !words.get(options).startsWith("-")) {
            options++;
        }
        var hashes = hashes(words.subList(options, words.size()));
        String text = String.join(" ", words.subList(0, options));
        if (isLocation(text)) {
            return bare(text, hashes, directory);
        }
        Requirement requirement = Requirement.read(text);
        if (requirement.url().isEmpty()) {
            return new RequirementLine(text, Optional.of(requirement), Optional.empty(), hashes, requirement.marker());
        }
        Optional<LockedFile> wheel = wheel(requirement.url().get(), hashes, directory);
        if (wheel.isPresent() && !wheel.get().filename().name().equals(requirement.name())) {
            throw new Malformed(
                    "`" + requirement.name() + "` is not what `" + wheel.get().filename() + "` holds");
        }
        return new RequirementLine(text, Optional.of(requirement), wheel, hashes, requirement.marker());
    }

    private static RequirementLine bare(String text, Set<Digest> hashes, Path directory) throws Malformed {
        int semicolon = text.indexOf(" ;");
        String location = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        Optional<Marker> marker =
                semicolon < 0 ? Optional.empty() : Optional.of(Marker.read(text.substring(semicolon + 2)));
        return new RequirementLine(location, Optional.empty(), wheel(location, hashes, directory), hashes, marker);
    }

    private static boolean isLocation(String text) {
        String first = text.split(" ", 2)[0];
        return first.startsWith(".")
                || first.startsWith("/")
                || first.endsWith(".whl")
                || first.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    }

    private static Set<Digest> hashes(List<String> options) throws Malformed {
        var hashes = new TreeSet<Digest>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            boolean apart = option.equals(HASH) && i + 1 < options.size();
            if (!apart && !option.startsWith(HASH + "=")) {
                throw new Malformed("an option that this version does not honour: `" + Malformed.shown(option) + "`");
            }
            String hash = apart ? options.get(++i) : option.substring(HASH.length() + 1);
            if (!hash.matches("[a-z0-9]{1,20}:[0-9a-fA-F]{1,256}")) {
                throw new Malformed("not a hash: `" + Malformed.shown(hash) + "`");
            }
            Digest.parse(hash).ifPresent(hashes::add);
        }
        return hashes;
    }

    private static Optional<LockedFile> wheel(String location, Set<Digest> hashes, Path directory) throws Malformed {
        if (location.matches("(git|hg|svn|bzr)\\+.*")) {
            throw new UserError(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "a requirement from version control cannot be hashed: `" + shownLocation(location) + "`",
                    "publish it as a wheel to an index, or name a wheel's address");
        }
        String plain = location.replaceFirst("#.*", "");
        String fragment = location.substring(plain.length());
        Digest.parse(fragment.replaceFirst("^#sha256=", "sha256:")).ifPresent(hashes::add);
        URI uri = uri(plain, directory);
        String path = String.valueOf(uri.getRawPath());
        String filename = URLDecoder.decode(
                path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!filename.endsWith(".whl")) {
            throw new UserError(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "only wheels are installed in this version: `" + shownLocation(plain) + "`",
                    "name a wheel");
        }
        WheelFilename wheel = WheelFilename.read(filename);
        return hashes.stream()
                .findFirst()
                .map(it -> new LockedFile(wheel, it, OptionalLong.empty(), Optional.of(uri), Specifiers.ANY));
    }

    private static URI uri(String location, Path directory) throws Malformed {
        try {
            URI uri = location.contains(":")
                    ? URI.create(location)
                    : directory.resolve(location).normalize().toUri();
            boolean network =
                    uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()));
            if (!network && !"file".equals(uri.getScheme())) {
                throw new Malformed("not an address: `" + shownLocation(location) + "`");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new Malformed("not an address: `" + shownLocation(location) + "`");
        }
    }

    /** Without user and password, however broken the rest is. */
    private static String shownLocation(String location) {
        try {
            URI uri = URI.create(location);
            return uri.getHost() == null ? Malformed.shown(location.replaceFirst("//[^/]*@", "//")) : ShownUri.of(uri);
        } catch (IllegalArgumentException e) {
            return Malformed.shown(location.replaceFirst("//[^/]*@", "//"));
        }
    }

    boolean isPinned() {
        return !hashes.isEmpty()
                && (wheel.isPresent()
                        || requirement.flatMap(it -> it.specifiers().pin()).isPresent());
    }

    HashedLine hashed(Place place) {
        if (wheel.isPresent()) {
            WheelFilename name = wheel.get().filename();
            return new HashedLine(name.name(), name.version(), hashes, marker, wheel, place);
        }
        Requirement pinned = requirement.orElseThrow();
        Specifier pin = pinned.specifiers().all().stream()
                .filter(Specifier::isPin)
                .findFirst()
                .orElseThrow();
        return new HashedLine(pinned.name(), pin.version().orElseThrow(), hashes, marker, Optional.empty(), place);
    }

    /** The line as it may be shown: without hashes and secrets. */
    String shown() {
        return requirement
                .filter(it -> it.url().isEmpty())
                .map(Requirement::toString)
                .orElseGet(() -> shownLocation(text.replaceFirst("^.* @ ", "")));
    }
}
