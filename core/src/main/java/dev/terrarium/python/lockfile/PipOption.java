package dev.terrarium.python.lockfile;

import dev.terrarium.python.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option that pip knows in a requirements file, and what becomes of it here.
 *
 * <p>One table and no code for each: an option that pip learns is a new row, and the compiler asks nobody for more unless it is
 * honoured. What is passed over is passed over for a reason that a person can read; everything else is refused with a way out.
 *
 * @see <a href="https://pip.pypa.io/en/stable/reference/requirements-file-format/#supported-options">pip, supported options</a>
 */
enum PipOption {
    REQUIREMENT("-r --requirement", true),
    CONSTRAINT("-c --constraint", true),
    INDEX_URL("-i --index-url --pypi-url", true),
    EXTRA_INDEX_URL("--extra-index-url", true),
    NO_INDEX("--no-index", false),
    FIND_LINKS("-f --find-links", true),
    REQUIRE_HASHES("--require-hashes", false),
    NO_REQUIRE_HASHES("--no-require-hashes", false),
    HASH("--hash", true),
    EDITABLE(
            "-e --editable",
            true,
            "an editable requirement is no file that can be pinned",
            "publish it as a wheel to an index, or name a wheel's path"),
    NO_BINARY("--no-binary", true, "sources are not built in this version", "lock releases that have wheels"),
    TRUSTED_HOST(
            "--trusted-host",
            true,
            "certificates are always checked",
            "name the certificate authority in SSL_CERT_FILE"),
    ONLY_BINARY("--only-binary", true, "only wheels are installed anyway"),
    PREFER_BINARY("--prefer-binary", false, "only wheels are installed anyway"),
    PRE("--pre", false, "every line names its version"),
    ALL_RELEASES("--all-releases", true, "every line names its version"),
    ONLY_FINAL("--only-final", true, "every line names its version"),
    USE_FEATURE("--use-feature", true, "it is about how pip works, and pip does not run"),
    CONFIG_SETTINGS("-C --config-settings", true, "it is for building from sources, and only wheels are installed");

    /** What becomes of an option. */
    sealed interface Treatment {
        /** It means here what it means to pip. */
        record Honoured() implements Treatment {}

        /** It changes nothing. */
        record Ignored(String reason) implements Treatment {}

        record Refused(String reason, String hint) implements Treatment {}
    }

    /** An option as a line gives it; the value of one that takes none is empty. */
    record Given(PipOption option, String value) {
        /** As it may be shown. */
        String shown() {
            String name = option.names().getLast();
            return value.isEmpty() ? "`" + name + "`" : "`" + name + " " + Malformed.shown(value) + "`";
        }
    }

    private final String names;
    private final boolean takesValue;
    private final String reason;
    private final String hint;

    PipOption(String names, boolean takesValue) {
        this(names, takesValue, "", "");
    }

    PipOption(String names, boolean takesValue, String ignoredBecause) {
        this(names, takesValue, ignoredBecause, "");
    }

    PipOption(String names, boolean takesValue, String refusedBecause, String hint) {
        this.names = names;
        this.takesValue = takesValue;
        this.reason = refusedBecause;
        this.hint = hint;
    }

    Treatment treatment() {
        if (reason.isEmpty()) {
            return new Treatment.Honoured();
        }
        return hint.isEmpty() ? new Treatment.Ignored(reason) : new Treatment.Refused(reason, hint);
    }

    /** All its names, the short one first. */
    List<String> names() {
        return List.of(names.split(" "));
    }

    /** Whether it stands behind a requirement; all others stand on lines of their own. */
    boolean isOfRequirement() {
        return this == HASH || this == CONFIG_SETTINGS;
    }

    /** Reads words that begin with an option, as pip's parser does: short ones with their value attached, long ones shortened. */
    static List<Given> read(List<String> words) throws Malformed {
        var given = new ArrayList<Given>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                throw new Malformed("pip does not see `" + Malformed.shown(word)
                        + "` behind an option: write it on a line of its own");
            }
            boolean isLong = word.startsWith("--");
            int equals = isLong ? word.indexOf('=') : -1;
            int end = isLong ? (equals < 0 ? word.length() : equals) : Math.min(2, word.length());
            PipOption option = named(word.substring(0, end));
            String attached = word.substring(isLong && equals >= 0 ? end + 1 : end);
            boolean hasValue = isLong ? equals >= 0 : !attached.isEmpty();
            if (!option.takesValue && hasValue) {
                throw new Malformed("`" + word.substring(0, end) + "` takes no value");
            }
            if (option.takesValue && !hasValue) {
                attached = ++i < words.size() ? words.get(i) : "";
            }
            if (option.takesValue && attached.isEmpty()) {
                throw new Malformed("`" + word.substring(0, end) + "` needs a value");
            }
            given.add(new Given(option, attached));
        }
        return given;
    }

    private static PipOption named(String name) throws Malformed {
        for (PipOption option : values()) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        List<String> longer = Stream.of(values())
                .flatMap(option -> option.names().stream())
                .filter(it -> name.length() > 2 && it.startsWith(name))
                .toList();
        Optional<PipOption> meant = Stream.of(values())
                .filter(option -> longer.size() == 1 && option.names().contains(longer.getFirst()))
                .findFirst();
        if (meant.isPresent()) {
            return meant.get();
        }
        throw new Malformed(
                longer.isEmpty()
                        ? "pip knows no option `" + Malformed.shown(name) + "` in a requirements file"
                        : "`" + name + "` may be "
                                + longer.stream().map(it -> "`" + it + "`").collect(Collectors.joining(" or ")));
    }
}
