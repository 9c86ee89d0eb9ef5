package dev.terrarium.interpreter;

import dev.terrarium.debian.Suite;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which suite a project gets when it does not name one, and which CPython of a suite: the newest that it can use.
 *
 * <p>A released suite has its CPythons for its whole life, so this is a table and asks no archive. What is not released moves; there
 * a version that is named is taken at its word, and the archive says whether it is there.
 */
public final class SuiteSelection {
    /**
     * @param suite {@code trixie}
     * @param python its CPython's minor version: {@code 3.13}
     */
    public record SuitePython(String suite, String python) {
        /** {@code debian:trixie}. */
        public String os() {
            return Suite.of(suite).os();
        }
    }

    /** What projects get that name no suite: releases of Debian, the newest first. */
    public static final List<SuitePython> SUITES =
            List.of(new SuitePython("trixie", "3.13"), new SuitePython("bookworm", "3.11"));

    /** What has to be named; of several CPythons of one suite its default stands first. Forky and sid as of November 2026. */
    private static final List<SuitePython> NAMED = List.of(
            new SuitePython("forky", "3.14"),
            new SuitePython("forky", "3.13"),
            new SuitePython("forky", "3.15"),
            new SuitePython("sid", "3.14"),
            new SuitePython("sid", "3.13"),
            new SuitePython("sid", "3.15"),
            new SuitePython("resolute", "3.14"),
            new SuitePython("noble", "3.12"),
            new SuitePython("jammy", "3.10"));

    private SuiteSelection() {}

    /**
     * @param fits whether the project can use a CPython of a minor version
     * @param asked what the project says, for the message: {@code requires-python = ">=3.14"}
     * @throws UserError when no suite fits, with all of them
     */
    public static SuitePython choose(Predicate<String> fits, String asked) {
        return first(SUITES, fits).orElseThrow(() -> nothing(SUITES, asked));
    }

    /**
     * The same within a suite that the project names.
     *
     * @param python the minor version that the project names, if any
     */
    public static SuitePython choose(String suite, Optional<String> python, Predicate<String> fits, String asked) {
        List<SuitePython> offered = Stream.concat(SUITES.stream(), NAMED.stream())
                .filter(one -> one.suite().equals(suite))
                .toList();
        boolean moves = Suite.of(suite).kind() != Suite.Kind.RELEASED;
        return first(offered, fits)
                .or(() -> python.filter(version -> moves && fits.test(version))
                        .map(version -> new SuitePython(suite, version)))
                .orElseThrow(() -> nothing(offered, asked));
    }

    private static Optional<SuitePython> first(List<SuitePython> offered, Predicate<String> fits) {
        return offered.stream().filter(one -> fits.test(one.python())).findFirst();
    }

    private static UserError nothing(List<SuitePython> offered, String asked) {
        String had = offered.stream()
                .map(one -> "`" + one.os() + "` has " + one.python())
                .collect(Collectors.joining(", "));
        var hints = Stream.concat(
                        Stream.of("widen `requires-python` to one of these versions"), others(offered).stream())
                .toArray(String[]::new);
        return new UserError(
                ErrorCode.PYTHON_UNAVAILABLE, "no suite has a CPython that fits `" + asked + "`: " + had, hints);
    }

    /** Where else there are CPythons: suites that are only taken when named, and interpreters that are nobody's packages. */
    private static List<String> others(List<SuitePython> offered) {
        String named = NAMED.stream()
                .filter(one -> !offered.contains(one))
                .map(one -> one.os() + " (" + one.python() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        return List.of(
                "or name another `os`: " + named,
                "or take CPython from a repository or an archive: [tool.terrarium.interpreter]");
    }
}
