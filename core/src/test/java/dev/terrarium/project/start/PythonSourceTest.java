package dev.terrarium.project.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PythonSourceTest {
    private static final String SAMPLE = """
            \"\"\"app = Flask(__name__)\"\"\"
            from fastapi import (
                FastAPI,  # app = FastAPI()
                Depends as D,
            )
            text = 'it\\'s # no comment' + r"x"
            app = FastAPI(
                title='''
                other = FastAPI()
                ''',
            )
            if True:
                inner = FastAPI()
            long = 1 + \\
                2
            """;

    @Test
    void linesAreLogicalAndStringsAreEmpty() {
        assertThat(PythonSource.of(SAMPLE).lines())
                .extracting(line -> line.number()
                        + (line.indented() ? "> " : " ")
                        + line.code().replaceAll(" +", " "))
                .containsExactly(
                        "1 ''",
                        "2 from fastapi import ( FastAPI, Depends as D, )",
                        "6 text = '' + r''",
                        "7 app = FastAPI( title='', )",
                        "12 if True:",
                        "13> inner = FastAPI()",
                        "14 long = 1 + 2");
    }

    @Test
    void importsGiveNamesTheirMeaning() {
        Module module =
                Module.of("m", "m.py", "import flask as f, os.path\nfrom starlette import applications\n" + SAMPLE);

        assertThat(module.meaning("f.Flask")).isEqualTo("flask.Flask");
        assertThat(module.meaning("D")).isEqualTo("fastapi.Depends");
        assertThat(module.meaning("applications.Starlette")).isEqualTo("starlette.applications.Starlette");
        assertThat(module.meaning("unknown")).isEqualTo("unknown");
    }

    @Test
    void onlyWhatStandsAtTheTopLevelIsAnApplication() {
        assertThat(objects(Module.of("m", "m.py", SAMPLE)))
                .extracting(object -> object.target() + " " + object.line())
                .containsExactly("m:app 7");
    }

    @Test
    void anyTextIsScannedWithoutFailure() {
        var random = new Random(72);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder(SAMPLE);
            for (int change = random.nextInt(8); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), "()[]{}'\"\\#\n \tabc:=.".charAt(random.nextInt(19)));
            }
            text.setLength(random.nextInt(text.length()));
            Module module = Module.of("m", "m.py", text.toString());

            assertThat(objects(module).size()).isLessThan(20);
        }
    }

    private static List<ApplicationObject> objects(Module module) {
        return ApplicationObjects.of(new Modules(List.of(module), List.of(""))).all();
    }
}
