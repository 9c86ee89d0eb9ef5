package dev.terrarium.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "store:app,              InStore",
        "store:oci:1.0,          InStore",
        "oci:out,                Layout",
        "oci:out:1.0,            Layout",
        "oci:out:team/app:1.0,   Layout",
        "oci-archive:a:b.tar,    LayoutArchive",
        "docker-archive:app.tar, DockerArchive",
        "docker:app:1.0,         InEngine",
        "podman:team/app,        InEngine",
        "registry:app,           InRegistry",
        "app:1.0,                Bare",
        "./out,                  Bare",
        "out,                    Bare",
    })
    void theWordBeforeTheFirstColonDecides(String text, String kind) {
        ImageName name = ImageName.parse(text);

        assertThat(name.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(name).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store:        | `` is not the name of an image",
                "store:App     | `App` is not the name of an image",
                "oci:          | `oci:` names no image",
                "oci::1.0      | `oci::1.0` names no image",
                "oci:out:      | `oci:out:` names no tag",
                "oci:out:a b   | `oci:out:a b` names no tag",
                "oci-archive:  | `oci-archive:` names no image",
                "docker::1     | `:1` is not the name of an image",
            })
    void whatNamesNothingIsRefused(String text, String message) {
        assertThatThrownBy(() -> ImageName.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci:out", "oci-archive:out.tar", "docker-archive:out.tar"})
    void anOutputIsAFolderOrAFile(String text) {
        assertThat(ImageName.parseOutput(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oci:out:1.0  | `--output oci:out:1.0` carries a tag",
                "docker:app   | `--output docker:app` is none of `oci:DIR`, `oci-archive:FILE`, `docker-archive:FILE`",
                "out          | `--output out` is none of `oci:DIR`, `oci-archive:FILE`, `docker-archive:FILE`",
            })
    void otherOutputsAreRefused(String text, String message) {
        assertThatThrownBy(() -> ImageName.parseOutput(text))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }
}
