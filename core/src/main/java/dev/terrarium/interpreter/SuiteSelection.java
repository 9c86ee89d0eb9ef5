package dev.terrarium.interpreter;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which suite a project gets when it does not name one: the newest whose CPython it can use.
 *
 * <p>A suite has one CPython for its whole life, so this is a table and asks no archive.
 */
public final class SuiteSelection {
    /**
     * @param suite {@code trixie}
     * @param python its CPython's minor version: {@code 3.13}
     */
    public record SuitePython(String suite, String python) {}

    /** The newest first. */
    public static final List<SuitePython> SUITES =
            List.of(new SuitePython("trixie", "3.13"), new SuitePython("bookworm", "3.11"));

    private SuiteSelection() {}

    /**
     * @param fits whether the project can use a CPython of a minor version
     * @param asked what the project says, for the message: {@code requires-python = ">=3.14"}
     * @throws UserError when no suite fits, with all of them
     */
    public static SuitePython choose(Predicate<String> fits, String asked) {
        for (SuitePython suite : SUITES) {
            if (fits.test(suite.python())) {
                return suite;
            }
        }
        String offered = SUITES.stream()
                .map(suite -> "`debian:" + suite.suite() + "` has " + suite.python())
                .collect(Collectors.joining(", "));
        throw new UserError(
                ErrorCode.PYTHON_UNAVAILABLE,
                "no suite has a CPython that fits `" + asked + "`: " + offered,
                "widen `requires-python` to one of these versions");
    }
}
