package dev.terrarium.project.configuration;

import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRING;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRINGS;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRING_OR_TABLES;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.TABLE;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.TEXT_OR_TEXTS;

import dev.terrarium.project.configuration.ConfigurationKey.Shape;

/** The keys that say where packages and interpreters come from. */
final class SourceKeys {
    private static final Shape INDEX = Shape.of(
            "(find-links:)?(https?|file)://\\S+",
            "a URL that begins with `https:`, `http:` or `file:`, or `find-links:` and such a URL");

    static final Shape URL = Shape.of("(https?|file)://\\S+", "a URL that begins with `https:`, `http:` or `file:`");

    private static final Shape SNAPSHOT = Shape.of(
            "https?://\\S*\\{(timestamp|sha256)\\}\\S*",
            "a URL with `{timestamp}` or `{sha256}` where the service has the time or the digest");
    private static final Shape FINGERPRINT = Shape.of("[0-9A-Fa-f]{40}", "a fingerprint of 40 hexadecimal digits");
    private static final Shape NAME = Shape.of("[a-z0-9][a-z0-9._-]{0,62}", "a name of lower-case letters and digits");
    private static final Shape SUITE =
            Shape.of("[A-Za-z0-9][A-Za-z0-9._+~-]*", "a suite as it stands below `dists`, without a slash");
    private static final Shape COMPONENT =
            Shape.of("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)?", "a component of a suite");
    private static final Shape PACKAGE = Shape.of("[a-z0-9][a-z0-9+.-]+", "a name of a Debian package");
    private static final Shape SHA256 = Shape.of("[0-9a-f]{64}", "64 lower-case hexadecimal digits");

    private static final ConfigurationKey DEBIAN = ConfigurationKey.of(
                    "debian",
                    STRING_OR_TABLES,
                    "what apt is configured to use",
                    "The Debian archive: the directory that holds `dists` and `pool`. Or, as an array of tables, any "
                            + "repositories in Debian's format beside the distribution's own; a table without `suite` is one of "
                            + "Debian's own archives.",
                    "debian = \"https://archive.example/debian\"")
            .shaped(URL)
            .holding(
                    ConfigurationKey.of(
                                    "name",
                                    STRING,
                                    "required",
                                    "What locks and messages call it.",
                                    "name = \"deadsnakes\"")
                            .shaped(NAME),
                    ConfigurationKey.of(
                                    "url",
                                    STRING,
                                    "required",
                                    "The directory that holds `dists` and `pool`.",
                                    "url = \"https://ppa.example/deadsnakes\"")
                            .shaped(URL),
                    ConfigurationKey.of(
                                    "suite",
                                    STRING,
                                    "none: Debian's own archive",
                                    "The directory below `dists`.",
                                    "suite = \"jammy\"")
                            .shaped(SUITE),
                    ConfigurationKey.of(
                                    "components",
                                    STRINGS,
                                    "`[\"main\"]`",
                                    "The parts of the suite that are read.",
                                    "components = [\"main\"]")
                            .shaped(COMPONENT),
                    ConfigurationKey.of(
                            "key",
                            TEXT_OR_TEXTS,
                            "required with `suite`",
                            "Who may sign it: a file of OpenPGP keys, relative to the project, or fingerprints, or both: then "
                                    + "only those keys of the file.",
                            "key = \"keys/deadsnakes.asc\""),
                    ConfigurationKey.of(
                                    "replaces",
                                    STRINGS,
                                    "none",
                                    "Packages that come from here although the distribution has them as well.",
                                    "replaces = [\"libpq5\"]")
                            .shaped(PACKAGE));

    static final ConfigurationKey SOURCES = ConfigurationKey.of(
                    "sources",
                    TABLE,
                    "the host's own configuration",
                    "Where packages come from. Nothing else than configured hosts is ever asked.",
                    "[tool.terrarium.sources]\ndebian = \"https://archive.example/debian\"")
            .holding(
                    ConfigurationKey.of(
                                    "python",
                                    STRINGS,
                                    "what pip and uv are configured to use",
                                    "Package indexes (simple API), and with `find-links:` pages of links to files, asked in this order. "
                                            + "No credentials: those come from the environment or from netrc.",
                                    "python = [\"https://index.example/simple/\"]")
                            .shaped(INDEX),
                    DEBIAN,
                    security("debian", "The archive of Debian's security updates."),
                    keyring("debian"),
                    fingerprints("debian", "Debian"),
                    snapshot("debian", "Debian's"),
                    ConfigurationKey.of(
                                    "ubuntu",
                                    STRING,
                                    "what apt is configured to use",
                                    "The Ubuntu archive, for `os = \"ubuntu:…\"`; for arm64 the archive of ports.",
                                    "ubuntu = \"https://archive.example/ubuntu\"")
                            .shaped(URL),
                    security(
                            "ubuntu",
                            "The archive of Ubuntu's security updates; without it they are taken from the archive itself."),
                    keyring("ubuntu"),
                    fingerprints("ubuntu", "Ubuntu"),
                    snapshot("ubuntu", "Ubuntu's"));

    static final ConfigurationKey INTERPRETER = ConfigurationKey.of(
                    "interpreter",
                    TABLE,
                    "the distribution's own CPython",
                    "Where CPython comes from, if not from the distribution: an archive in the layout `install_only` of the "
                            + "standalone builds, or the packages of a configured repository. `python` says which version it is.",
                    """
                    [tool.terrarium.interpreter]
                    source = "deadsnakes"

                    [[tool.terrarium.sources.debian]]
                    name = "deadsnakes"
                    url = "https://ppa.example/deadsnakes"
                    suite = "jammy"
                    key = "keys/deadsnakes.asc\"""")
            .holding(
                    ConfigurationKey.of(
                            "archive",
                            STRING,
                            "none",
                            "A path relative to the project, or a URL, of a `.tar.gz` or `.tar.zst`.",
                            "archive = \"vendor/cpython-3.13.5-install_only.tar.gz\""),
                    ConfigurationKey.of(
                                    "sha256",
                                    STRING,
                                    "required with `archive`",
                                    "The archive's digest.",
                                    "sha256 = \"" + "0".repeat(64) + "\"")
                            .shaped(SHA256),
                    ConfigurationKey.of(
                                    "source",
                                    STRING,
                                    "none",
                                    "The `name` of a repository in `[[tool.terrarium.sources.debian]]` that has `python3.X-minimal`.",
                                    "source = \"deadsnakes\"")
                            .shaped(NAME));

    private SourceKeys() {}

    private static ConfigurationKey security(String distribution, String description) {
        return ConfigurationKey.of(
                        distribution + "-security",
                        STRING,
                        "what apt is configured to use",
                        description,
                        distribution + "-security = \"https://archive.example/" + distribution + "-security\"")
                .shaped(URL);
    }

    private static ConfigurationKey keyring(String distribution) {
        return ConfigurationKey.of(
                distribution + "-keyring",
                STRING,
                "the host's or the source's own keyring",
                "A file of OpenPGP keys, relative to the project, that may sign the archive.",
                distribution + "-keyring = \"keys/archive.gpg\"");
    }

    private static ConfigurationKey fingerprints(String distribution, String people) {
        return ConfigurationKey.of(
                        distribution + "-fingerprints",
                        STRINGS,
                        "the " + people + " archive's keys",
                        "The keys that may sign the archive; for an archive of one's own.",
                        distribution + "-fingerprints = [\"0123456789ABCDEF0123456789ABCDEF01234567\"]")
                .shaped(FINGERPRINT);
    }

    private static ConfigurationKey snapshot(String distribution, String whose) {
        return ConfigurationKey.of(
                        distribution + "-snapshot",
                        STRING,
                        "none",
                        "A service that keeps what " + whose
                                + " archives dropped: asked for locked packages that nobody else has "
                                + "any more. `{timestamp}` stands for a time like `20260131T120000Z`, before the path from the "
                                + "archive's root; `{sha256}` for a file's digest; `{archive}` for `" + distribution
                                + "` or `"
                                + distribution + "-security`.",
                        distribution + "-snapshot = \"https://snapshot.example/archive/{archive}/{timestamp}/\"")
                .shaped(SNAPSHOT);
    }
}
