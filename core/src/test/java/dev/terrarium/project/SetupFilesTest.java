package dev.terrarium.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupFilesTest {
    private static final String PROGRAM = """
            from setuptools import setup, find_packages
            # setup(name="other")
            setup(
                name="Shop",
                version='1.2',
                python_requires=">=3.11",
                packages=find_packages("src"),
                entry_points={"console_scripts": ["shop = shop.cli:main", 'shop-worker=shop.worker:run']},
            )
            """;
    private static final String CONFIGURATION = """
            [metadata]
            name = shop
            version = attr: shop.__version__
            description = Sells things
            [options]
            python_requires = >=3.12
            install_requires =
                flask
                # not this one
                gunicorn
            [options.entry_points]
            console_scripts =
                shop = shop.cli:main
            """;

    @TempDir
    private Path root;

    private SetupFiles read(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
        return SetupFiles.read(root);
    }

    @Test
    void wordsOfSetupPyAreTakenAndNothingIsRun() throws IOException {
        SetupFiles setup = read("setup.py", PROGRAM);
        assertThat(setup.name()).contains("Shop");
        assertThat(setup.version()).contains("1.2");
        assertThat(setup.requiresPython()).contains(">=3.11");
        assertThat(setup.scripts())
                .containsEntry("shop", "shop.cli:main")
                .containsEntry("shop-worker", "shop.worker:run")
                .hasSize(2);
    }

    @Test
    void whatIsComputedStaysUnknown() throws IOException {
        SetupFiles setup = read("setup.py", "setup(name=NAME, version=read('version'), description='a' + b)\n");
        assertThat(setup.name()).isEmpty();
        assertThat(setup.version()).isEmpty();
        assertThat(setup.about().description()).isEmpty();
        assertThat(read("setup.cfg", CONFIGURATION).version()).isEmpty();
    }

    @Test
    void setupCfgIsReadFirst() throws IOException {
        read("setup.py", PROGRAM);
        SetupFiles setup = read("setup.cfg", CONFIGURATION);
        assertThat(setup.name()).contains("shop");
        assertThat(setup.about().description()).contains("Sells things");
        assertThat(setup.requiresPython()).contains(">=3.12");
        assertThat(setup.scripts()).containsOnlyKeys("shop");
    }

    @Test
    void neitherMustBeThere() throws IOException {
        assertThat(SetupFiles.read(root).name()).isEqualTo(Optional.empty());
    }

    @Test
    void noTextIsTooOdd() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            char[] program = PROGRAM.toCharArray();
            char[] configuration = CONFIGURATION.toCharArray();
            for (int j = 0; j < 8; j++) {
                program[random.nextInt(program.length)] = (char) random.nextInt(128);
                configuration[random.nextInt(configuration.length)] = (char) random.nextInt(128);
            }
            Files.writeString(root.resolve("setup.cfg"), new String(configuration));
            assertThatCode(() -> read("setup.py", new String(program))).doesNotThrowAnyException();
        }
    }
}
