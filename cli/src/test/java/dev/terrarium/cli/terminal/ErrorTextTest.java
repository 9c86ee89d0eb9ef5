package dev.terrarium.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    private static final Problem STALE = Problem.of(
                    ErrorCode.LOCK_STALE,
                    "the lock file does not fit the project: `httpx` is required by pyproject.toml but not locked",
                    "run `uv lock`, then build again")
            .at(Place.of("pyproject.toml", 14, 5).withExcerpt("    \"httpx>=0.27\",", 13, "not in uv.lock"));

    @Test
    void aProblemShowsItsLineACaretAndTheWayOut() {
        assertThat(text(STALE)).isEqualTo("""
                        error: the lock file does not fit the project: `httpx` is required by pyproject.toml but not locked
                          --> pyproject.toml:14:5
                           |
                        14 |     "httpx>=0.27",
                           |     ^^^^^^^^^^^^^ not in uv.lock
                        hint: run `uv lock`, then build again
                        """);
    }

    @Test
    void severalProblemsHaveAnEmptyLineBetween() {
        Problem second = Problem.of(ErrorCode.LOCK_MISSING, "no lock", "make one", "or name one");

        assertThat(text(second, second)).isEqualTo("""
                        error: no lock
                        hint: make one
                        hint: or name one

                        error: no lock
                        hint: make one
                        hint: or name one
                        """);
    }

    @Test
    void theCaretStandsUnderTheTextEvenBehindTabs() {
        Problem problem = Problem.of(ErrorCode.PROJECT_INVALID, "odd")
                .at(Place.of("a.toml", 3, 3).withExcerpt("\t\tkey = 1", 3, ""));

        assertThat(text(problem)).isEqualTo("""
                        error: odd
                          --> a.toml:3:3
                          |
                        3 |         key = 1
                          |         ^^^
                        """);
    }

    @Test
    void aPlaceWithoutItsTextIsOneLine() {
        assertThat(text(Problem.of(ErrorCode.PROJECT_INVALID, "odd").at(Place.of("a.toml", 3))))
                .isEqualTo("error: odd\n  --> a.toml:3\n");
    }

    @Test
    void foreignTextCannotMoveTheCursor() {
        assertThat(text(Problem.of(ErrorCode.PROJECT_INVALID, "file \u001b[2J\rgone")))
                .isEqualTo("error: file \ufffd[2J\ufffdgone\n");
    }

    @Test
    void coloursMarkWhatToReadFirst() {
        assertThat(ErrorText.of(List.of(Problem.of(ErrorCode.BUG, "x", "y")), Palette.COLOURED))
                .isEqualTo("\u001b[1;31merror:\u001b[0m x\n\u001b[36mhint:\u001b[0m y\n");
    }

    private static String text(Problem... problems) {
        return ErrorText.of(List.of(problems), Palette.PLAIN);
    }
}
