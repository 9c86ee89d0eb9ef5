package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Digest;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Step four, easy to identify and to debug. */
@Tag("e2e")
class DebuggableTest {
    private static final String LABEL = "org.opencontainers.image.";

    @Practice("faulthandler-enabled")
    void aCrashOfTheInterpreterLeavesATraceback() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).containsEntry("PYTHONFAULTHANDLER", "1");
            assertThat(image.files()).containsKey("opt/app/python/3.13/lib/python3.13/traceback.py");
        }
    }

    @Practice("unbuffered-output")
    void whatIsPrintedIsSeenAtOnce() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).containsEntry("PYTHONUNBUFFERED", "1");
        }
    }

    @Practice("revision-label")
    void theCommitIsNamedInLabelAndAnnotation() throws Exception {
        for (BuiltImage image : Images.all()) {
            String commit = Checkouts.git(image.project(), "rev-parse", "HEAD");
            assertThat(commit).matches("[0-9a-f]{40}");
            assertThat(image.labels()).containsEntry(LABEL + "revision", commit);
            assertThat(image.manifest().mapOf("annotations")).containsEntry(LABEL + "revision", commit);
            assertThat(BuiltImage.json(image.text("opt/app/build-info.json"))
                            .required("dirty")
                            .bool())
                    .isFalse();
        }
    }

    @Practice("source-version-created-labels")
    void theStandardLabelsComeFromTheProjectsOwnWords() throws Exception {
        assertThat(Images.ofService().labels())
                .containsEntry(LABEL + "title", "prices")
                .containsEntry(LABEL + "version", "1.4.0")
                .containsEntry(LABEL + "description", "Statistics over series of prices")
                .containsEntry(LABEL + "licenses", "MIT")
                .containsEntry(LABEL + "source", "https://git.example/acme/service.git");
        for (BuiltImage image : Images.all()) {
            assertThat(Instant.parse(image.labels().get(LABEL + "created"))).isEqualTo(Images.COMMITTED);
            assertThat(image.manifest().mapOf("annotations")).containsAllEntriesOf(image.labels());
        }
    }

    @Practice("base-image-labels")
    void whatTheImageStandsOnIsNamedWithItsDigests() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.labels()).containsEntry(LABEL + "base.name", "debian:trixie");
            JsonNode base = image.record("dev.terrarium.base");
            assertThat(base.required("name").text()).isEqualTo("debian:trixie");
            assertThat(base.mapOf("digests").values())
                    .hasSize(3)
                    .allMatch(digest -> Digest.parse(digest).isPresent());
        }
    }

    @Practice("version-visible-from-app")
    void theProgramCanSayWhatItIs() throws Exception {
        BuiltImage image = Images.ofSite();
        String commit = Checkouts.git(image.project(), "rev-parse", "HEAD");
        assertThat(image.environment()).containsEntry("APP_REVISION", commit);
        assertThat(BuiltImage.json(image.text("opt/app/build-info.json")).members())
                .extractingByKeys("name", "version", "revision")
                .extracting(node -> node.text())
                .containsExactly("website", "2.0.1", commit);
    }

    @Practice("no-latest-in-deploys")
    void nothingIsCalledLatest() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.index().itemsOf("manifests").getFirst().mapOf("annotations"))
                    .hasEntrySatisfying(
                            LABEL + "ref.name", name -> assertThat(name).matches("[a-z]+:[0-9]+\\.[0-9]+\\.[0-9]+"));
            assertThat(image.labels().get(LABEL + "base.name")).contains(":").doesNotEndWith(":latest");
        }
    }

    @Practice("build-manifest-in-image")
    void theImageNamesTheLocksThatItWasMadeFromByTheirDigests() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.labels())
                    .containsEntry("dev.terrarium.lock", digest(image, "terrarium.lock"))
                    .containsEntry("dev.terrarium.project-lock", digest(image, "requirements.txt"));
        }
        assertThat(Images.ofSite().text("opt/app/project/requirements.txt"))
                .isEqualTo(Files.readString(Images.ofSite().project().resolve("requirements.txt")));
    }

    @Practice("readable-dockerfile")
    void everyLayerSaysWhatIsInIt() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.config().member("author")).isEmpty();
            List<JsonNode> history = image.config().itemsOf("history");
            assertThat(history).hasSameSizeAs(image.layers());
            for (JsonNode step : history) {
                assertThat(step.required("comment").text()).matches(".*[a-z].* [0-9].*");
            }
        }
    }

    private static String digest(BuiltImage image, String file) throws Exception {
        return Digest.ofBytes(Files.readAllBytes(image.project().resolve(file))).toString();
    }
}
