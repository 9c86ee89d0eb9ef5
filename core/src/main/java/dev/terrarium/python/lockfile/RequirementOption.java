package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.python.Malformed;

/** A line of a requirements file that begins with a dash. */
sealed interface RequirementOption {
    record Include(String path, boolean constrains) implements RequirementOption {}

    record Index(String address, boolean extra) implements RequirementOption {}

    record Links(String address) implements RequirementOption {}

    /** Only pages of links are asked. */
    record NoIndex() implements RequirementOption {}

    /** What changes nothing here: every file is pinned by its hash, and only wheels are installed. */
    record WithoutEffect() implements RequirementOption {}

    /** What this version cannot honour. */
    record Refused(ErrorCode code, String message, String hint) implements RequirementOption {}

    static RequirementOption read(String line) throws Malformed {
        int end = 0;
        while (end < line.length() && line.charAt(end) != '=' && line.charAt(end) > ' ') {
            end++;
        }
        String name = line.substring(0, end);
        String value = end < line.length() ? line.substring(end + 1).strip() : "";
        if (name.matches("-[rcief]..*")) {
            value = line.substring(2).strip();
            name = name.substring(0, 2);
        }
        return of(name, unquoted(value));
    }

    private static RequirementOption of(String name, String value) throws Malformed {
        return switch (name) {
            case "-r", "--requirement" -> include(name, value, false);
            case "-c", "--constraint" -> include(name, value, true);
            case "-i", "--index-url" -> new Index(needed(name, value), false);
            case "--extra-index-url" -> new Index(needed(name, value), true);
            case "-f", "--find-links" -> new Links(needed(name, value));
            case "--require-hashes", "--prefer-binary", "--only-binary", "--pre" -> new WithoutEffect();
            case "--no-index" -> new NoIndex();
            case "-e", "--editable" ->
                new Refused(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "an editable requirement cannot be hashed: `-e " + Malformed.shown(value) + "`",
                        "leave the project itself out: it is built and added by itself");
            case "--no-binary" ->
                new Refused(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "sources are not built in this version: `--no-binary " + Malformed.shown(value) + "`",
                        "lock releases that have wheels");
            case "--trusted-host" ->
                new Refused(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "certificates are always checked: `--trusted-host " + Malformed.shown(value) + "`",
                        "name the certificate authority in SSL_CERT_FILE");
            default ->
                new Refused(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "an option that this version does not honour: `" + Malformed.shown(name) + "`",
                        "remove the line");
        };
    }

    private static RequirementOption include(String name, String value, boolean constrains) throws Malformed {
        return needed(name, value).contains("://")
                ? new Refused(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "requirements from an address are not read in this version: `" + name + "`",
                        "keep the file beside the project")
                : new Include(value, constrains);
    }

    private static String needed(String name, String value) throws Malformed {
        if (value.isEmpty()) {
            throw new Malformed("`" + name + "` needs a value");
        }
        return value;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
