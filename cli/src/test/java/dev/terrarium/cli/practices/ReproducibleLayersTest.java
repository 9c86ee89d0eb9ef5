package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.json.JsonNode;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Step six, reproducible: bytes that depend on nothing but what went in. */
@Tag("e2e")
class ReproducibleLayersTest {
    private static final long FIRST_TIME = Instant.parse("1980-01-01T00:00:00Z").getEpochSecond();

    @Practice("source-date-epoch")
    void theImageIsAsOldAsItsCommitAndFilesHaveOneTime() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(Instant.parse(image.config().required("created").text())).isEqualTo(Images.COMMITTED);
            for (JsonNode step : image.config().itemsOf("history")) {
                assertThat(Instant.parse(step.required("created").text())).isEqualTo(Images.COMMITTED);
            }
            assertThat(image.items()).allMatch(item -> item.mtime() == FIRST_TIME);
        }
    }

    @Practice("normalised-layer-metadata")
    void layersSayNothingOfTheMachineThatMadeThem() throws Exception {
        for (BuiltImage image : Images.all()) {
            List<JsonNode> diffIds = image.config().required("rootfs").itemsOf("diff_ids");
            for (LayerFile layer : image.layers()) {
                int number = image.layers().indexOf(layer);
                assertThat(layer.diffId().toString())
                        .isEqualTo(diffIds.get(number).text());
                assertThat(layer.items()).allMatch(item -> item.owners().isEmpty());
                assertThat(layer.items().stream().map(item -> item.entry().mode() & ~01777))
                        .containsOnly(0);
                assertInOrder(layer);
                try (var blob = Files.newInputStream(layer.blob())) {
                    assertThat(blob.readNBytes(8)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
                }
            }
        }
    }

    /** Directories first, sorted, parents before what is in them; no name twice. */
    private static void assertInOrder(LayerFile layer) {
        Set<String> seen = new HashSet<>(Set.of(""));
        String last = "";
        boolean files = false;
        for (Item item : layer.items()) {
            String path = item.path();
            assertThat(seen.add(path)).as("the first " + path).isTrue();
            assertThat(seen).contains(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
            if (item.isDirectory()) {
                assertThat(files).as(path + " before files").isFalse();
                assertThat(path).isGreaterThan(last);
                last = path;
            } else {
                files = true;
            }
        }
    }

    @Practice("no-build-residue")
    void nothingIsLeftOfAnInstallation() {
        for (BuiltImage image : Images.all()) {
            for (String directory : List.of(
                    "var/log", "var/cache", "tmp", "var/tmp", "run", "root", "home/app", "proc", "sys", "dev")) {
                assertThat(image.below(directory).filter(item -> !item.isDirectory()))
                        .as(directory)
                        .isEmpty();
            }
            assertThat(image.items().map(Item::name))
                    .noneMatch(name ->
                            name.matches("aux-cache|\\.lock|.*\\.log|.*\\.pyc\\.[0-9]+|.*~|.*\\.dpkg-.*|\\.wh\\..*"));
        }
    }

    @Practice("accounts-deterministic")
    void accountsHaveFixedNumbersAndNoDates() {
        assertThat(Images.ofSite().file("etc/passwd").bytes())
                .isEqualTo(Images.ofService().file("etc/passwd").bytes());
        for (BuiltImage image : Images.all()) {
            assertThat(image.text("etc/shadow").lines()).allMatch(line -> line.matches("[a-z]+:!\\*:::::::"));
            assertThat(image.files())
                    .doesNotContainKeys(
                            "var/log/lastlog",
                            "var/log/faillog",
                            "etc/passwd-",
                            "etc/shadow-",
                            "etc/group-",
                            "etc/.pwd.lock");
        }
    }

    @Practice("rebuild-verified")
    void aSecondBuildFromAnotherCloneIsTheSameImage() throws Exception {
        BuiltImage again = Images.siteElsewhere();
        assertThat(again.documents().getFirst())
                .isEqualTo(Images.ofSite().documents().getFirst());
        assertThat(again.layers().stream().map(LayerFile::diffId))
                .containsExactlyElementsOf(
                        Images.ofSite().layers().stream().map(LayerFile::diffId).toList());
    }
}
