package dev.terrarium.python;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a file cannot be installed on a target: what a message tells a person who is missing a wheel. */
public sealed interface Misfit {
    /** Right interpreter and machine, but it needs a newer glibc. */
    record Glibc(int needed, int present) implements Misfit {}

    /** Right platform, but another interpreter or ABI. */
    record Python(List<String> tags) implements Misfit {
        public Python {
            tags = List.copyOf(tags);
        }
    }

    /** Right interpreter, but another operating system, machine or C library. */
    record Platform(List<String> tags) implements Misfit {
        public Platform {
            tags = List.copyOf(tags);
        }
    }

    /** Neither interpreter nor platform are right. */
    record Tag(List<String> tags) implements Misfit {
        public Tag {
            tags = List.copyOf(tags);
        }
    }

    /** The tags fit, but the file says that it wants another Python. */
    record RequiresPython(Specifiers wanted) implements Misfit {}

    /** It is no wheel, but sources that would have to be built. */
    record Sources() implements Misfit {}

    /** Why the wheel's tags do not fit; empty when they do. */
    static Optional<Misfit> of(WheelFilename wheel, CompatibleTags accepted) {
        if (accepted.rank(wheel).isPresent()) {
            return Optional.empty();
        }
        List<WheelTag> rightPython =
                wheel.tags().stream().filter(accepted::acceptsPython).toList();
        if (rightPython.isEmpty()) {
            boolean rightPlatform = wheel.tags().stream().anyMatch(tag -> accepted.acceptsPlatform(tag));
            return Optional.of(rightPlatform ? new Python(pythons(wheel)) : new Tag(texts(wheel)));
        }
        OptionalInt glibc = neededGlibc(rightPython, accepted.target());
        return Optional.of(
                glibc.isPresent()
                        ? new Glibc(glibc.getAsInt(), accepted.target().glibcMinor())
                        : new Platform(platforms(rightPython)));
    }

    private static OptionalInt neededGlibc(List<WheelTag> tags, Target target) {
        Pattern policy =
                Pattern.compile("manylinux_2_([0-9]{1,3})_" + target.platform().machine());
        return tags.stream()
                .map(tag -> policy.matcher(tag.platform()))
                .filter(Matcher::matches)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .min();
    }

    private static List<String> pythons(WheelFilename wheel) {
        var texts = new TreeSet<String>(Comparator.naturalOrder());
        wheel.tags().forEach(tag -> texts.add(tag.python() + "-" + tag.abi()));
        return List.copyOf(texts);
    }

    private static List<String> platforms(List<WheelTag> tags) {
        var texts = new TreeSet<String>(Comparator.naturalOrder());
        tags.forEach(tag -> texts.add(tag.platform()));
        return List.copyOf(texts);
    }

    private static List<String> texts(WheelFilename wheel) {
        return wheel.tags().stream().map(WheelTag::toString).toList();
    }

    /** The reason in a few words, to stand behind a file's name. */
    default String sentence() {
        return switch (this) {
            case Glibc(int needed, int present) -> "needs glibc 2." + needed + ", the image has 2." + present;
            case Python(var tags) -> "is for another Python (" + some(tags) + ")";
            case Platform(var tags) -> "is for another platform (" + some(tags) + ")";
            case Tag(var tags) -> "is for another Python and platform (" + some(tags) + ")";
            case RequiresPython(var wanted) -> "requires Python " + wanted;
            case Sources() -> "has to be built from sources";
        };
    }

    private static String some(List<String> tags) {
        int most = 3;
        String text = String.join(", ", tags.subList(0, Math.min(most, tags.size())));
        return tags.size() > most ? text + " and " + (tags.size() - most) + " more" : text;
    }
}
