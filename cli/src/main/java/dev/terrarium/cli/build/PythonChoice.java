package dev.terrarium.cli.build;

import dev.terrarium.debian.Suite;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.SuiteSelection;
import dev.terrarium.interpreter.SuiteSelection.SuitePython;
import dev.terrarium.project.Project;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which suite and which minor version of CPython a project gets: what the command line or the configuration says, else
 * {@code .python-version}, within {@code requires-python}.
 */
final class PythonChoice {
    /** A late patch: whether a suite's CPython fits must not depend on the patch that it has today. */
    private static final String SOME_PATCH = ".999";

    private PythonChoice() {}

    static SuitePython of(Project project) {
        Optional<String> wanted = project.configuration().python().or(project::pinnedPython);
        Specifiers requires = requires(project);
        Predicate<String> fits = minor -> isWanted(wanted, minor) && admits(requires, minor);
        String asked = asked(project, wanted);
        Optional<String> suite = project.configuration().os().suite();
        if (isForeign(project)) {
            return new SuitePython(
                    suite.orElse(SuiteSelection.SUITES.getFirst().suite()),
                    foreign(wanted.map(PythonChoice::minor), fits, asked));
        }
        return suite.isPresent()
                ? SuiteSelection.choose(suite.get(), wanted.map(PythonChoice::minor), fits, asked)
                : SuiteSelection.choose(fits, asked);
    }

    /** Whether the interpreter is not the distribution's own. */
    static boolean isForeign(Project project) {
        var interpreter = project.configuration().interpreter();
        return interpreter.archive().isPresent() || interpreter.source().isPresent();
    }

    /** No table says what others have: the project does. */
    private static String foreign(Optional<String> minor, Predicate<String> fits, String asked) {
        String named = minor.orElseThrow(() -> new UserError(
                ErrorCode.PYTHON_UNAVAILABLE,
                "[tool.terrarium.interpreter] says where CPython comes from, and nothing says which version it is",
                "write it below [tool.terrarium], like python = \"3.13\", or into `.python-version`"));
        if (!fits.test(named)) {
            throw new UserError(
                    ErrorCode.PYTHON_UNAVAILABLE,
                    "`python` and `requires-python` contradict each other: " + asked,
                    "widen `requires-python`, or name another `python`");
        }
        return named;
    }

    private static String minor(String version) {
        String[] parts = version.split("\\.", 3);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    private static boolean isWanted(Optional<String> wanted, String minor) {
        return wanted.map(version -> version.equals(minor) || version.startsWith(minor + "."))
                .orElse(true);
    }

    private static boolean admits(Specifiers requires, String minor) {
        return requires.contains(Version.of(minor + SOME_PATCH)) || requires.contains(Version.of(minor + ".0"));
    }

    private static Specifiers requires(Project project) {
        try {
            return project.requiresPython().isPresent()
                    ? Specifiers.read(project.requiresPython().get())
                    : Specifiers.ANY;
        } catch (Malformed e) {
            throw new UserError(
                    ErrorCode.PROJECT_INVALID,
                    "`requires-python` is no version specifier: " + e.getMessage(),
                    "write it like `>=3.12`");
        }
    }

    private static String asked(Project project, Optional<String> wanted) {
        String os = project.configuration()
                .os()
                .suite()
                .map(suite -> "os = \"" + Suite.of(suite).os() + "\", ")
                .orElse("");
        String version = wanted.map(text -> "python " + text + ", ").orElse("");
        return os + version + "requires-python " + project.requiresPython().orElse("unset");
    }
}
