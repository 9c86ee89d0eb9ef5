package dev.terrarium.cli.build;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.SuiteSelection;
import dev.terrarium.interpreter.SuiteSelection.SuitePython;
import dev.terrarium.project.Project;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import java.util.Optional;

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
        SuitePython chosen = SuiteSelection.choose(
                minor -> inSuite(project, minor) && isWanted(wanted, minor) && admits(requires, minor),
                asked(project, wanted));
        return chosen;
    }

    private static boolean inSuite(Project project, String minor) {
        return project.configuration()
                .os()
                .suite()
                .map(suite -> SuiteSelection.SUITES.stream()
                        .anyMatch(
                                one -> one.suite().equals(suite) && one.python().equals(minor)))
                .orElse(true);
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
                .map(suite -> "os = \"debian:" + suite + "\", ")
                .orElse("");
        String version = wanted.map(text -> "python " + text + ", ").orElse("");
        return os + version + "requires-python " + project.requiresPython().orElse("unset");
    }
}
