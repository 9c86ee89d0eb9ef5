package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.json.JsonNode;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/** Step two, security: where what is in an image comes from. */
@Tag("e2e")
class SecurityOriginsTest {
    private static final String SITE_PACKAGES = "opt/app/venv/lib/python3.13/site-packages/";

    @Practice("signed-os-packages")
    void theSystemComesFromReleasesWhoseSignersAreRecorded() throws Exception {
        for (BuiltImage image : Images.all()) {
            Map<String, JsonNode> digests =
                    image.record("dev.terrarium.base").required("digests").members();
            assertThat(digests.keySet()).containsExactlyInAnyOrder("trixie", "trixie-security", "trixie-updates");
            String lock = Files.readString(image.project().resolve("terrarium.lock"));
            for (Map.Entry<String, JsonNode> suite : digests.entrySet()) {
                String hex = suite.getValue().text().substring("sha256:".length());
                assertThat(lock).containsPattern("sha256 = \"" + hex + "\"\nsigner = \"[0-9A-F]{40}\"\n");
            }
            assertThat(image.files().keySet()).noneMatch(path -> path.startsWith("etc/apt/"));
        }
    }

    @Practice("verified-downloads")
    void everyFileOfAPackageOfTheSystemIsTheOneThatIsRecorded() throws Exception {
        for (BuiltImage image : Images.all()) {
            int verified = 0;
            for (Item sums : image.below("var/lib/dpkg/status.d")
                    .filter(item -> item.name().endsWith(".md5sums"))
                    .toList()) {
                for (String line : new String(sums.bytes(), UTF_8).lines().toList()) {
                    byte[] md5 = MessageDigest.getInstance("MD5")
                            .digest(image.file(line.substring(34)).bytes());
                    assertThat(HexFormat.of().formatHex(md5)).as(line).isEqualTo(line.substring(0, 32));
                    verified++;
                }
            }
            assertThat(verified).isGreaterThan(1000);
        }
    }

    @Practice("copy-not-add")
    void noLayerWasAddedOrCopiedByACommand() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.history()).noneMatch(text -> text.matches(".*(\\bADD\\b|\\bCOPY\\b|/bin/sh|buildkit).*"));
        }
    }

    @Practice("hash-checked-dependencies")
    void everyInstalledFileIsTheOneOfItsRecord() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (BuiltImage image : Images.all()) {
            for (Installed installed : Installed.in(image)) {
                for (Installed.Line line : installed.record()) {
                    byte[] bytes = image.file(line.path()).bytes();
                    if (line.hash().isEmpty()) {
                        assertThat(line.path()).matches(".*(\\.pyc|/RECORD)");
                    } else {
                        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest(bytes));
                        assertThat(line.hash()).as(line.path()).isEqualTo("sha256=" + hash);
                    }
                    if (!line.size().isEmpty()) {
                        assertThat(line.size()).as(line.path()).isEqualTo(Integer.toString(bytes.length));
                    }
                }
            }
        }
    }

    @Practice("prefer-wheels-only")
    void everyPackageWasAWheelForThisInterpreterAndMachine() {
        Pattern fitting = Pattern.compile("(py3|py2|cp313|cp3[0-9]+)-(none|abi3|cp313)-(any|manylinux.*_x86_64)");
        for (BuiltImage image : Images.all()) {
            assertThat(Installed.in(image))
                    .hasSizeGreaterThan(3)
                    .allMatch(installed -> image.text(installed.directory() + "/WHEEL")
                            .lines()
                            .filter(line -> line.startsWith("Tag: "))
                            .anyMatch(line -> fitting.matcher(line.substring(5)).matches()));
            assertThat(image.files().keySet()).noneMatch(path -> path.contains(".egg-info") || path.endsWith(".egg"));
        }
    }

    @Practice("keep-source-and-metadata")
    void nothingIsInstalledThatNoRecordKnowsAndNoBytecodeLacksItsSource() {
        for (BuiltImage image : Images.all()) {
            var known = new TreeSet<String>();
            Installed.in(image).forEach(installed -> installed.record().forEach(line -> known.add(line.path())));
            assertThat(image.below("opt/app/venv/lib")
                            .filter(item -> item.isFile() && !item.name().endsWith(".pyc"))
                            .map(Item::path)
                            .filter(path -> !known.contains(path))
                            .collect(Collectors.toSet()))
                    .isSubsetOf(SITE_PACKAGES + "terrarium-project.pth");
            assertThat(image.below("opt").filter(item -> item.name().endsWith(".pyc")))
                    .allMatch(pyc -> image.files().containsKey(Pyc.sourceOf(pyc.path())));
        }
    }
}
