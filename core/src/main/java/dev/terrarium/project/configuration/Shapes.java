package dev.terrarium.project.configuration;

import dev.terrarium.project.configuration.ConfigurationKey.Shape;

/** What the strings of the configuration look like, for keys in several places. */
final class Shapes {
    static final Shape NAME = Shape.of("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", "a name");
    static final Shape PACKAGE = Shape.of("[a-z0-9][a-z0-9+.-]+", "a name of a Debian package");
    static final Shape LIBRARY = Shape.of("[A-Za-z0-9_][A-Za-z0-9_.+-]*", "a soname or the name of a program");
    static final Shape SUITE = Shape.of(
            "debian:(trixie|bookworm|forky|sid)|ubuntu:(resolute|noble|jammy)",
            "`debian:` with trixie, bookworm, forky or sid, or `ubuntu:` with resolute, noble or jammy");
    static final Shape PREFIX = Shape.of(
            "[a-z0-9][a-z0-9._-]{0,62}", "one directory's name of lower-case letters, digits, `.`, `_` and `-`");
    static final Shape VERSION = Shape.of("3\\.[0-9]{1,2}(\\.[0-9]{1,3})?", "a version like `3.13` or `3.13.5`");
    static final Shape PLATFORM = Shape.of("linux/(amd64|arm64)", "`linux/amd64` or `linux/arm64`");
    static final Shape PRUNED = Shape.of("tests|docs|typing", "`tests`, `docs` or `typing`");
    static final Shape PATTERN = Shape.of("[^\\r\\n\\x00]+", "a pattern as in `.gitignore`");
    static final Shape IMAGE = Shape.of(
            "[a-z0-9]+([._-][a-z0-9]+)*", "a name of lower-case letters and digits, with `.`, `_` or `-` between them");
    static final Shape FOLDER = Shape.of("(?!/)(?!(.*/)?\\.\\.(/.*)?$)[^\\r\\n\\x00\\\\]+", "a folder below this one");

    private Shapes() {}
}
