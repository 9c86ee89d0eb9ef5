package dev.terrarium.python.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "import pkg.tests.util | pkg.tests.util",
                "from pkg import tests | pkg.tests",
                "from . import tests | pkg.sub.tests",
                "from .tests import case | pkg.sub.tests",
                "from ..tests import (a, b) | pkg.tests",
                "import tests | tests",
                "import os, tests | tests",
                "importlib.import_module(`pkg.tests`) | pkg.tests",
                "code = \"\"\"@import pkg.tests@\"\"\" | pkg.tests",
            })
    void modulesAreFoundHoweverTheyAreNamed(String source, String module) {
        assertThat(of(source.replace('@', '\n')).modules()).containsKey(module);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "open('tests/data.csv') | tests/data",
                "join(here, 'tests', 'data') | tests/data",
                "join(here, \"tests\", name) | tests",
                "Path(here) / 'tests' / 'data' | tests/data",
                "import_module('.tests', __package__) | tests",
                "PATH = 'share/doc/pkg' | share/doc",
                "path = f'{stem}.pyi' | .pyi",
                "attach_stub(__name__, __file__) | .pyi",
            })
    void placesAreFoundByTheNamesInStrings(String source, String name) {
        assertThat(of(source).names()).containsKey(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "# see pkg.tests | x",
                "public = {\"tests\", \"conftest\"} | x",
                "directory = join(here, 'tests') | x",
                "\"\"\"The list that pkg.tests.util checks.\"\"\" | x",
                "help = 'run the tests' | x",
                "def test(): ... | x",
            })
    void wordsAreNot(String source, String nothing) {
        assertThat(of(source).modules()).isEmpty();
        assertThat(of(source).names()).isEmpty();
    }

    @Test
    void compiledModulesAreSearchedForNames() {
        var references = new References();
        references.binary("pkg/fast.so", "\u0001pkg.tests.data\0name\0tests\0");
        assertThat(references.modules()).containsKey("pkg.tests.data");
        assertThat(references.names()).containsKey("tests");
    }

    @Test
    void anythingAtAllCanBeRead() {
        String seed = "from .tests import (a,\n'tests/x' \"\"\"import pkg.tests\"\"\" # tests\n\\";
        var random = new Random(190);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder(seed);
            for (int j = 0; j < 5; j++) {
                int at = random.nextInt(text.length());
                text.replace(at, Math.min(text.length(), at + random.nextInt(4)), seed.substring(random.nextInt(40)));
            }
            of(text.toString());
        }
    }

    private static References of(String source) {
        var references = new References();
        references.source("pkg/sub/module.py", source);
        return references;
    }
}
