package dev.terrarium.make.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.sandbox.Exec;
import dev.terrarium.sandbox.Result;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the answers of back-ends, honest and other; no back-end runs here. */
class ProjectWheelAnswersTest {
    private static final BackendRequest REQUEST =
            new BackendRequest(Tree.EMPTY, "own", List.of(), List.of(), 0, Optional.empty());

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "a-1-cp313-cp313-linux_x86_64.whl" | the build back-end `own` built `a-1-cp313-cp313-linux_x86_64.whl`, a wheel for one platform, which is not in this version
        "a-1-py3-none-linux_x86_64.whl" | the build back-end `own` built `a-1-py3-none-linux_x86_64.whl`, a wheel for one platform, which is not in this version
        "a.tar.gz" | the build back-end `own` cannot be used: not a wheel's name: `a.tar.gz`
        "../x" | the build back-end `own` cannot be used: it names its wheel `../x`
        "" | the build back-end `own` cannot be used: it names its wheel ``
        ["a"] | the build back-end `own` cannot be used: its answer is no text
        {{{ | the build back-end `own` cannot be used: its answer is no JSON
        """, quoteCharacter = '\0')
    void anAnswerThatNamesNoPureWheelIsRefused(String answer, String message) {
        assertThatThrownBy(() -> wheel(result(answer)).build(REQUEST))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void aWheelThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> wheel(result("\"b-1-py3-none-any.whl\"")).build(REQUEST))
                .isInstanceOf(UserError.class)
                .hasMessage("the build back-end `own` cannot be used:"
                        + " it names the wheel `b-1-py3-none-any.whl` and does not write it");
    }

    @Test
    void noAnswerIsRefused() {
        assertThatThrownBy(() -> wheel(new Result(0, false, Tree.EMPTY, "", "")).build(REQUEST))
                .isInstanceOf(UserError.class)
                .hasMessage("the build back-end `own` cannot be used: it took its answer away");
    }

    @Test
    void theBackEndsLastWordsAreTold() {
        var told = new ArrayList<String>();
        var result = new Result(1, false, Tree.EMPTY, "first\n", "\nTraceback\nValueError: no `version` in project\n");
        assertThatThrownBy(() -> wheel(result, told).build(REQUEST))
                .isInstanceOf(UserError.class)
                .hasMessage("the build back-end `own` failed in `build_wheel`: ValueError: no ?version? in project");
        assertThat(told).containsExactly("first", "Traceback", "ValueError: no `version` in project");
    }

    @Test
    void aBackEndThatDoesNotEndIsNamed() {
        assertThatThrownBy(
                        () -> wheel(new Result(137, true, Tree.EMPTY, "", "")).extraRequirements(REQUEST))
                .hasMessage(
                        "the build back-end `own` failed in `get_requires_for_build_wheel`: it did not end in time");
    }

    @Test
    void whatTheBackEndNeedsBesidesIsHandedBack() throws Exception {
        assertThat(wheel(result("[\"wheel\", \"cython>=3\"]")).extraRequirements(REQUEST))
                .containsExactly("wheel", "cython>=3");
        assertThatThrownBy(() -> wheel(result("\"wheel\"")).extraRequirements(REQUEST))
                .hasMessage("the build back-end `own` cannot be used: its answer is no list of requirements");
        assertThatThrownBy(() -> wheel(result("[1]")).extraRequirements(REQUEST))
                .hasMessage("the build back-end `own` cannot be used: its answer is no text");
    }

    @Test
    void theCommandHasConstantPathsAndNothingOfTheHost() throws Exception {
        var seen = new ArrayList<Exec>();
        new ProjectWheel(
                        Store.at(directory.resolve("store")),
                        exec -> {
                            seen.add(exec);
                            return result("[]");
                        },
                        new Layout("app", "3.13"),
                        Tree.EMPTY,
                        Progress.SILENT)
                .extraRequirements(REQUEST);
        assertThat(seen.getFirst().argv())
                .containsExactly("/opt/app/venv/bin/python", "hook.py", "request.json", "answer.json");
        assertThat(seen.getFirst().environment())
                .containsEntry("SOURCE_DATE_EPOCH", "315532800")
                .containsEntry("PATH", "/opt/app/venv/bin:/opt/app/python/3.13/bin:/usr/bin:/bin")
                .doesNotContainKey("SETUPTOOLS_SCM_PRETEND_VERSION");
        assertThat(seen.getFirst().code()).isEqualTo(Exec.Code.FOREIGN);
    }

    private static Result result(String answer) {
        Tree outputs = Tree.builder()
                .put("build/answer.json", Entry.File.plain(new Content.Inline(answer.getBytes(StandardCharsets.UTF_8))))
                .build();
        return new Result(0, false, outputs, "", "");
    }

    private ProjectWheel wheel(Result result) {
        return wheel(result, new ArrayList<>());
    }

    private ProjectWheel wheel(Result result, List<String> told) {
        var progress = new Progress() {
            @Override
            public Step begin(String phase, String what) {
                return Step.SILENT;
            }

            @Override
            public void note(String line) {}

            @Override
            public void warn(String line) {
                told.add(line);
            }
        };
        return new ProjectWheel(
                Store.at(directory.resolve("store")), exec -> result, new Layout("app", "3.13"), Tree.EMPTY, progress);
    }
}
