package dev.terrarium.project.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.python.toml.Toml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentsTest {
    private static final Path DOCS = Files.isDirectory(Path.of("docs")) ? Path.of("docs") : Path.of("..", "docs");

    @Test
    void theReferencePageSaysWhatTheCodeDoes() throws IOException {
        same(DOCS.resolve("configuration.md"), ConfigurationReference.write());
    }

    @Test
    void theSchemaSaysWhatTheCodeDoes() throws IOException {
        same(DOCS.resolve("schemas/configuration.json"), ConfigurationSchema.write());
    }

    @Test
    void everyExampleIsAccepted() {
        for (ConfigurationKey key : ConfigurationKeys.ALL) {
            String toml = key.example().replace("tool.terrarium.", "");
            assertThatCode(() -> ConfigurationReader.read(
                            Toml.parse(toml, "terrarium.toml", ErrorCode.CONFIGURATION_INVALID)))
                    .as(key.name())
                    .doesNotThrowAnyException();
        }
    }

    private static void same(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("update.golden")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .as("run with -Dupdate.golden=true to write " + file.getFileName())
                .isEqualTo(expected);
    }
}
