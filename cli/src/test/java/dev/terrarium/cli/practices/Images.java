package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Checkout;
import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two images of the examples, each built once by the whole program, in circumstances that tempt it to break its promises.
 *
 * <p>The site (gunicorn) is an application without a back-end, in a checkout full of what must stay out. The service (uvicorn)
 * is made a package first, by a back-end that writes down what it was told. Secrets are in the environment, in a netrc file and
 * in the address of the remote.
 *
 * <p>The store is that of the system property {@code practices.store}, which makes the next run faster, or a new one.
 */
final class Images {
    /** Stands in every secret that was within reach of the builds. */
    static final String SECRET = "correct-horse-battery-staple";

    /** When the projects were committed. */
    static final Instant COMMITTED = Instant.parse("2026-03-04T05:06:07Z");

    private static final Path SCRATCH = scratch();
    private static final BuiltImage SITE = build("site", Images::site);
    private static final BuiltImage SERVICE = build("service", Images::service);

    private Images() {}

    static BuiltImage ofSite() {
        return SITE;
    }

    static BuiltImage ofService() {
        return SERVICE;
    }

    static List<BuiltImage> all() {
        return List.of(SITE, SERVICE);
    }

    /** The site once more, from another clone of its repository in another place. */
    static BuiltImage siteElsewhere() {
        return build("elsewhere", checkout -> {
            git(SCRATCH, "clone", "--quiet", SITE.project().toString(), checkout.toString());
            git(checkout, "remote", "set-url", "origin", Checkouts.remote("site"));
            Files.copy(SITE.project().resolve("terrarium.lock"), checkout.resolve("terrarium.lock"));
        });
    }

    @FunctionalInterface
    private interface Preparation {
        void prepare(Path checkout) throws IOException;
    }

    private static void site(Path checkout) throws IOException {
        Checkouts.copy(example("django-site"), checkout);
        Checkouts.commit(checkout, "site");
        Checkouts.strew(checkout);
    }

    private static void service(Path checkout) throws IOException {
        Checkouts.copy(example("fastapi-service"), checkout);
        Checkouts.makePackage(checkout);
        Checkouts.commit(checkout, "service");
    }

    static Path example(String name) {
        return Checkout.root().resolve("examples").resolve(name);
    }

    static void git(Path directory, String... arguments) {
        Checkouts.git(directory, arguments);
    }

    private static BuiltImage build(String name, Preparation preparation) {
        try {
            Path checkout = SCRATCH.resolve(name);
            preparation.prepare(checkout);
            Path layout = SCRATCH.resolve("images").resolve(name);
            Ran ran = Ran.in(environment(checkout), "build", "--output", "oci:" + layout);
            assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
            assertThat(ran.out() + ran.err()).doesNotContain(SECRET);
            return BuiltImage.read(layout, checkout, SCRATCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Environment environment(Path checkout) throws IOException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        String store =
                System.getProperty("practices.store", SCRATCH.resolve("store").toString());
        Path netrc = Files.writeString(
                SCRATCH.resolve("netrc"), "machine private.example login builder password " + SECRET + "\n");
        variables.put("TERRARIUM_STORE", store);
        variables.put("NETRC", netrc.toString());
        variables.put("DATABASE_URL", "postgresql://shop:" + SECRET + "@database.example/shop");
        variables.put("API_TOKEN", SECRET);
        variables.remove("SOURCE_DATE_EPOCH");
        Path home = Path.of(System.getProperty("user.home"));
        return new Environment(variables, checkout, home, Path.of("/"), InstantSource.system());
    }

    private static Path scratch() {
        try {
            Path directory = Files.createTempDirectory("practices");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Checkouts.delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
