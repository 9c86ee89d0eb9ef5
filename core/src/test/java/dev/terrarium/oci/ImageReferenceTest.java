package dev.terrarium.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "app,                                 '',                     app,         ''",
        "app:1.0,                             '',                     app,         1.0",
        "team/app,                            '',                     team/app,    ''",
        "registry.example/app:1.0,            registry.example,       app,         1.0",
        "registry.example:5000/team/app,      registry.example:5000,  team/app,    ''",
        "localhost/app:1,                     localhost,              app,         1",
        "localhost:5000/app,                  localhost:5000,         app,         ''",
        "[::1]:5000/app:x,                    [::1]:5000,             app,         x",
        "a_b/c__d/e--f.g:V_1.-,               '',                     a_b/c__d/e--f.g, V_1.-",
    })
    void namesAreTakenApart(String text, String host, String path, String tag) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.host()).isEqualTo(Optional.of(host).filter(value -> !value.isEmpty()));
        assertThat(reference.path()).isEqualTo(path);
        assertThat(reference.tag()).isEqualTo(Optional.of(tag).filter(value -> !value.isEmpty()));
        assertThat(reference).hasToString(text);
    }

    @Test
    void aDigestMayFollow() {
        ImageReference reference = ImageReference.parse("app:1@" + DIGEST);

        assertThat(reference.digest()).isEqualTo(Digest.parse(DIGEST));
        assertThat(reference.withoutDigest()).hasToString("app:1");
        assertThat(ImageReference.parse("app").tagged()).hasToString("app:latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "app:",
                ":1",
                "app@",
                "app@sha256:12",
                "a//b",
                "app:1:2",
                "-app",
                "app_",
                "../app",
                "app/",
                "a b",
                "app:.1",
                "registry.example/",
                "registry.example:99999999/app",
                "a\nb",
                "Http://x/y"
            })
    void whatIsNoNameIsRefused(String text) {
        assertThat(ImageReference.find(text)).isEmpty();
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not the name of an image");
    }

    @Test
    void capitalsAreTheUsualSlip() {
        assertThatThrownBy(() -> ImageReference.parse("MyApp:1.0"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.problems().getFirst().hints())
                                .containsExactly("write it in lower case: `myapp:1.0`"));
    }

    @Test
    void longNamesAreRefusedAtOnce() {
        assertThat(ImageReference.find("a".repeat(256))).isEmpty();
        assertThat(ImageReference.find("a:".repeat(100_000))).isEmpty();
    }
}
