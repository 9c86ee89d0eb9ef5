package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.elf.Elf;
import dev.terrarium.elf.Machine;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Step one, a container that works: what has to be in it. */
@Tag("e2e")
class WorkingFilesTest {
    private static final String SITE_PACKAGES = "opt/app/venv/lib/python3.13/site-packages";

    @Practice("copy-arguments-sane")
    void everyCommittedFileOfTheApplicationIsThere() throws Exception {
        BuiltImage image = Images.ofSite();
        for (String tracked : Checkouts.git(image.project(), "ls-files").lines().toList()) {
            if (!tracked.equals(".gitignore")) {
                assertThat(image.file("opt/app/project/" + tracked).bytes())
                        .as(tracked)
                        .isEqualTo(Files.readAllBytes(image.project().resolve(tracked)));
            }
        }
    }

    @Practice("import-paths-complete")
    void whatThePackageReadsIsInstalledWithIt() throws Exception {
        BuiltImage image = Images.ofService();
        for (String tracked :
                Checkouts.git(image.project(), "ls-files", "prices").lines().toList()) {
            assertThat(image.file(SITE_PACKAGES + "/" + tracked).bytes())
                    .as(tracked)
                    .isEqualTo(Files.readAllBytes(image.project().resolve(tracked)));
        }
        assertThat(image.files()).containsKey(SITE_PACKAGES + "/prices/pages/about.html");
    }

    @Practice("venv-path-and-interpreter-match")
    void theEnvironmentFindsItsInterpreterAndEveryScriptItsOwn() {
        for (BuiltImage image : Images.all()) {
            Item interpreter = image.file("opt/app/venv/bin/python");
            assertThat(interpreter.path()).isEqualTo("opt/app/python/3.13/bin/python3.13");
            assertThat(image.text("opt/app/venv/pyvenv.cfg").lines())
                    .contains("home = /opt/app/python/3.13/bin", "include-system-site-packages = false");
            assertThat(image.below("opt/app/venv/bin").filter(Item::isFile))
                    .isNotEmpty()
                    .allMatch(Item::isExecutable)
                    .allSatisfy(script -> {
                        String first =
                                image.text(script.path()).lines().findFirst().orElseThrow();
                        assertThat(first).startsWith("#!/opt/app/venv/bin/python");
                        assertThat(image.file(first.substring(2).split(" ")[0])).isEqualTo(interpreter);
                    });
            assertThat(image.files().values().stream()
                            .filter(item ->
                                    item.isLink() && image.resolve(item.path()).isEmpty()))
                    .isEmpty();
        }
    }

    @Practice("no-editable-install")
    void theProjectIsInstalledAndNotPointedAt() {
        BuiltImage image = Images.ofService();
        assertThat(image.below(SITE_PACKAGES).map(Item::name))
                .contains("prices-1.4.0.dist-info")
                .noneMatch(name -> name.endsWith(".pth") || name.endsWith(".egg-link") || name.contains("__editable__"))
                .doesNotContain("direct_url.json");
        assertThat(Images.ofSite()
                        .below(SITE_PACKAGES)
                        .filter(item -> item.path().endsWith(".pth")))
                .singleElement()
                .satisfies(pth -> assertThat(new String(pth.bytes(), UTF_8)).isEqualTo("/opt/app/project\n"));
    }

    @Practice("host-venv-excluded")
    void noEnvironmentOrCacheOfTheCheckoutIsThere() {
        BuiltImage image = Images.ofSite();
        assertThat(image.items().map(Item::path))
                .noneMatch(path -> path.contains("my-environment")
                        || path.contains(".venv")
                        || path.contains("node_modules")
                        || path.contains("cpython-312"));
    }

    @Practice("runtime-shared-libs-present")
    void everyBinaryFindsEveryLibraryThatItNeeds() throws Exception {
        for (BuiltImage image : Images.all()) {
            var binaries = new Binaries(image);
            assertThat(binaries.all()).hasSizeGreaterThan(50);
            assertThat(binaries.unresolved()).isEmpty();
        }
    }

    @Practice("target-platform-match")
    void everyBinaryIsForTheMachineThatTheImageNames() throws Exception {
        for (BuiltImage image : Images.all()) {
            String architecture = image.config().required("architecture").text();
            assertThat(image.config().required("os").text()).isEqualTo("linux");
            for (Map.Entry<Item, Elf> binary : new Binaries(image).all().entrySet()) {
                assertThat(binary.getValue().machine())
                        .as(binary.getKey().path())
                        .isEqualTo(Machine.of(architecture));
            }
        }
    }

    @Practice("glibc-base-for-wheels")
    void theBaseHasGlibcAndNoWheelIsForAnother() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.resolve("lib64/ld-linux-x86-64.so.2")).isPresent();
            assertThat(image.files().keySet()).noneMatch(path -> path.contains("ld-musl"));
            assertThat(Installed.in(image))
                    .noneMatch(installed -> installed.wheel("Tag").orElseThrow().contains("musllinux"));
        }
    }

    @Practice("not-distro-python")
    void theInterpreterIsUnderThePrefixAndTheDistributionHasNone() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.files().keySet())
                    .noneMatch(path -> path.startsWith("usr/bin/python")
                            || path.startsWith("usr/lib/python")
                            || path.contains("dist-packages"));
        }
    }

    @Practice("tzdata-and-ca-certificates")
    void certificatesAndTimeZonesAreThere() throws Exception {
        for (BuiltImage image : Images.all()) {
            byte[] bundle = image.file("etc/ssl/certs/ca-certificates.crt").bytes();
            assertThat(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bundle)))
                    .hasSizeGreaterThan(100);
            assertThat(image.file("usr/lib/ssl/cert.pem").bytes()).isEqualTo(bundle);
            for (String zone : new String[] {"etc/localtime", "usr/share/zoneinfo/Europe/Paris"}) {
                assertThat(image.file(zone).head(4)).as(zone).isEqualTo("TZif".getBytes(UTF_8));
            }
        }
    }

    @Practice("minimal-ignore-file")
    void whatLiesAboutInACheckoutStaysOut() {
        BuiltImage image = Images.ofSite();
        for (String stray : Checkouts.STREWN.keySet()) {
            assertThat(image.files()).as(stray).doesNotContainKey("opt/app/project/" + stray);
        }
        assertThat(image.below("opt/app/project").map(Item::name).filter(name -> name.startsWith(".")))
                .containsExactly(".python-version");
    }
}
