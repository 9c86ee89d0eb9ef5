package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.UserError;
import dev.terrarium.http.ShownUri;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
 * @param hasHashOption whether it has any hash beside its address, of whatever kind: pip then demands one everywhere
 * @param ignored options behind it that change nothing
 */
record RequirementLine(
        String text,
        Optional<Requirement> requirement,
        Optional<LockedFile> wheel,
        Set<Digest> hashes,
        boolean hasHashOption,
        Optional<Marker> marker,
        List<PipOption.Given> ignored) {

    RequirementLine {
        hashes = Collections.unmodifiableSet(new TreeSet<>(hashes));
        ignored = List.copyOf(ignored);
    }

    static RequirementLine read(String line, Path directory) throws Malformed {
        List<String> words = List.of(line.split("[ \t]+"));
        int options = 0;
        while (options < words.size() && !words.get(options).startsWith("-")) {
            options++;
        }
        List<PipOption.Given> given =
                PipOption.read(ShellWords.of(String.join(" ", words.subList(options, words.size()))));
        var hashes = hashes(given);
        boolean hasHashes = given.stream().anyMatch(it -> it.option() == PipOption.HASH);
        List<PipOption.Given> ignored =
                given.stream().filter(it -> it.option() != PipOption.HASH).toList();
        String text = String.join(" ", words.subList(0, options));
        if (isLocation(text)) {
            int semicolon = text.indexOf(" ;");
            String location = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
            Optional<Marker> marker =
                    semicolon < 0 ? Optional.empty() : Optional.of(Marker.read(text.substring(semicolon + 2)));
            Optional<LockedFile> wheel = wheel(location, hashes, directory);
            return new RequirementLine(location, Optional.empty(), wheel, hashes, hasHashes, marker, ignored);
        }
        Requirement requirement = Requirement.read(text);
        Optional<LockedFile> wheel =
                requirement.url().isPresent() ? wheel(requirement.url().get(), hashes, directory) : Optional.empty();
        if (wheel.isPresent() && !wheel.get().filename().name().equals(requirement.name())) {
            throw new Malformed(
                    "`" + requirement.name() + "` is not what `" + wheel.get().filename() + "` holds");
        }
        return new RequirementLine(
                text, Optional.of(requirement), wheel, hashes, hasHashes, requirement.marker(), ignored);
    }

    private static boolean isLocation(String text) {
        String first = text.split(" ", 2)[0];
        return first.startsWith(".")
                || first.startsWith("/")
                || first.endsWith(".whl")
                || first.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    }

    private static Set<Digest> hashes(List<PipOption.Given> options) throws Malformed {
        var hashes = new TreeSet<Digest>();
        for (PipOption.Given given : options) {
            if (!given.option().isOfRequirement()) {
                throw new Malformed(
                        "pip passes over " + given.shown() + " behind a requirement: write it on a line of its own");
            }
            if (given.option() == PipOption.HASH) {
                if (!given.value().matches("[a-z0-9]{1,20}:[0-9a-fA-F]{1,256}")) {
                    throw new Malformed("not a hash: `" + Malformed.shown(given.value()) + "`");
                }
                Digest.parse(given.value().toLowerCase(Locale.ROOT)).ifPresent(hashes::add);
            }
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
    static String shownLocation(String location) {
        try {
            URI uri = URI.create(location);
            return uri.getHost() == null ? Malformed.shown(location.replaceFirst("//[^/]*@", "//")) : ShownUri.of(uri);
        } catch (IllegalArgumentException e) {
            return Malformed.shown(location.replaceFirst("//[^/]*@", "//"));
        }
    }

    /** The one version that it asks for; a wheel's address names its own. */
    Optional<Specifier> pin() {
        return requirement.filter(it -> it.url().isEmpty()).stream()
                .flatMap(it -> it.specifiers().all().stream())
                .filter(it -> it.isPin() && it.version().isPresent())
                .findFirst();
    }

    /** Whether it names a wheel by address or path, with its hash. */
    boolean namesOneFile() {
        return wheel.isPresent();
    }

    /** @param pinning this line, or the constraint that names the version for it */
    PinnedLine pinned(Place place, RequirementLine pinning, List<Marker> markers) {
        var extras = new TreeSet<Extra>(requirement.map(Requirement::extras).orElse(List.of()));
        if (pinning.wheel.isPresent()) {
            WheelFilename file = pinning.wheel.get().filename();
            return new PinnedLine(file.name(), extras, file.version(), hashes, markers, wheel, place);
        }
        var all = new TreeSet<>(hashes);
        all.addAll(pinning.hashes);
        return new PinnedLine(
                pinning.requirement.orElseThrow().name(),
                extras,
                pinning.pin().flatMap(Specifier::version).orElseThrow(),
                all,
                markers,
                Optional.empty(),
                place);
    }

    /** The line as it may be shown: without hashes and secrets. */
    String shown() {
        return requirement
                .filter(it -> it.url().isEmpty())
                .map(Requirement::toString)
                .orElseGet(() -> shownLocation(text.replaceFirst("^.* @ ", "")));
    }
}
