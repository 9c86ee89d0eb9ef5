package dev.terrarium.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    @Test
    void tagsAndMagicFollowFromTheVersion() {
        assertThat(CPython.of("debian", "3.13.5", "x86_64-linux-gnu"))
                .isEqualTo(new Interpreter(
                        "debian", 3, 13, 5, "cp313", "cpython-313", 3571, ".cpython-313-x86_64-linux-gnu.so"));
        assertThat(CPython.magic(11)).hasValue(3495);
        assertThat(CPython.magic(99)).isEmpty();
    }

    @Test
    void whatIsNoReleaseIsRefused() {
        assertThatThrownBy(() -> CPython.of("debian", "3.15.0rc1", "x86_64-linux-gnu"))
                .hasMessage("not the version of a CPython: `3.15.0rc1`");
        assertThatThrownBy(() -> CPython.of("debian", "3.99.0", "x86_64-linux-gnu"))
                .hasMessage("no bytecode magic is known for CPython 3.99");
    }

    @Test
    void anEnvironmentNamesTheMinorVersionOnly() {
        Tree tree = VirtualEnvironment.tree(new Layout("app", "3.13"));

        assertThat(tree.at("opt/app/venv/pyvenv.cfg"))
                .contains(Entry.File.plain(Content.Inline.of("home = /opt/app/python/3.13/bin\n"
                        + "include-system-site-packages = false\nversion = 3.13\n")));
        assertThat(tree.at("opt/app/venv/bin/python")).contains(new Entry.Link("../../python/3.13/bin/python3.13"));
        assertThat(tree.at("opt/app/venv/lib64")).contains(new Entry.Link("lib"));
    }
}
