package dev.terrarium.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelRecipeTest {
    private static final WheelRecipe WHEEL = WheelRecipe.of("Flask-Login", "1.0")
            .withScript("hello", "flask_login:hello")
            .withRequires("flask>=2")
            .withExtra("cache", "redis")
            .withRequiresPython(">=3.8")
            .withExecutable("flask_login/tool", new byte[] {1, 2, 3});

    @Test
    void theNameIsThatOfAWheel() {
        assertThat(WHEEL.filename()).isEqualTo("Flask_Login-1.0-py3-none-any.whl");
        assertThat(WHEEL.withBuild("2").withTags("cp313-abi3-linux_x86_64").filename())
                .isEqualTo("Flask_Login-1.0-2-cp313-abi3-linux_x86_64.whl");
    }

    @Test
    void theSameDescriptionGivesTheSameBytes() {
        assertThat(WHEEL.digest()).isEqualTo(WHEEL.withTags("py3-none-any").digest());
    }

    @Test
    void otherProgramsReadIt(@TempDir Path directory) throws IOException {
        try (var zip = new ZipFile(WHEEL.writeTo(directory).toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .contains("Flask_Login-1.0.dist-info/RECORD", "flask_login/__init__.py");
            byte[] metadata = zip.getInputStream(zip.getEntry("Flask_Login-1.0.dist-info/METADATA"))
                    .readAllBytes();
            assertThat(new String(metadata, StandardCharsets.UTF_8))
                    .contains("Requires-Dist: redis; extra == \"cache\"\n");
        }
    }

    @Test
    void pipInstallsIt(@TempDir Path directory) throws IOException, InterruptedException {
        Path wheel = WHEEL.writeTo(directory);
        Process pip;
        try {
            pip = new ProcessBuilder(
                            "python3",
                            "-m",
                            "pip",
                            "install",
                            "--no-deps",
                            "--no-index",
                            "--no-compile",
                            "--target",
                            directory.resolve("site").toString(),
                            wheel.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("oracle missing: python3");
            return;
        }
        String said = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = pip.waitFor();
        Assumptions.assumeFalse(said.contains("No module named pip"), "oracle missing: pip");
        assertThat(code).as(said).isZero();
        assertThat(directory.resolve("site/flask_login/tool")).isExecutable();
    }
}
