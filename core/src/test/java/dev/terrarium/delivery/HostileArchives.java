package dev.terrarium.delivery;

import static dev.terrarium.delivery.HostileImage.ZEROS;
import static dev.terrarium.delivery.HostileImage.add;
import static dev.terrarium.delivery.HostileImage.config;
import static dev.terrarium.delivery.HostileImage.docker;
import static dev.terrarium.delivery.HostileImage.manifest;
import static dev.terrarium.delivery.HostileImage.unreadable;
import static dev.terrarium.delivery.HostileImage.write;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Archives of images that lie about what is in them, or lead out. */
final class HostileArchives {
    private HostileArchives() {}

    static Stream<HostileImage> cases() {
        return Stream.of(
                unreadable(
                        "a name that leads out", "the tar entry `../evil` has an unsafe name", Map.of("../evil", "")),
                unreadable("an absolute name", "the tar entry `/etc/x` has an unsafe name", Map.of("/etc/x", "")),
                docker(
                        "a layer that is a link out of the archive",
                        UserError.class,
                        "`docker-archive:x.tar` lacks the file `l/layer.tar`",
                        tar -> {
                            tar.add(TarEntry.link("l/layer.tar", "../../../../../etc/passwd"));
                            add(tar, "config", config(Digest.ofBytes(new byte[0])));
                            add(tar, "manifest.json", manifest("config", "l/layer.tar"));
                        }),
                docker("links in a ring", UserError.class, "`docker-archive:x.tar` lacks the file `a`", tar -> {
                    tar.add(TarEntry.link("a", "b"));
                    tar.add(TarEntry.link("b", "a"));
                    add(tar, "config", config(Digest.ofBytes(new byte[0])));
                    add(tar, "manifest.json", manifest("config", "a"));
                }),
                docker(
                        "one name twice",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: `manifest.json` occurs twice",
                        tar -> {
                            add(tar, "manifest.json", "[]");
                            add(tar, "manifest.json", "[]");
                        }),
                docker(
                        "a blob under another digest",
                        TrustError.class,
                        "`blobs/sha256/" + ZEROS + "` in `docker-archive:x.tar` is "
                                + Digest.ofBytes("x".getBytes(UTF_8)),
                        tar -> add(tar, "blobs/sha256/" + ZEROS, "x")),
                docker(
                        "a device",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: `null` is neither a file nor a link",
                        tar -> tar.add(new TarEntry(TarEntry.Type.CHARACTER_DEVICE, "null", 0644, 0, 0, 0, ""))),
                new HostileImage(
                        "an archive that was cut",
                        "docker-archive:x.tar",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: the tar ends at byte 700, in the middle",
                        directory -> write(
                                directory.resolve("x.tar"),
                                Arrays.copyOf(Samples.tar(Map.of("f", new byte[512])), 700))),
                new HostileImage(
                        "an archive that is empty",
                        "oci-archive:x.tar",
                        UserError.class,
                        "`oci-archive:x.tar` cannot be read: the tar ends at byte 0, in the middle",
                        directory -> write(directory.resolve("x.tar"), new byte[0])),
                new HostileImage(
                        "a gzip stream that was cut",
                        "docker-archive:x.tar",
                        UserError.class,
                        "`docker-archive:x.tar` cannot be read: the gzip stream ends in the middle",
                        directory -> write(
                                directory.resolve("x.tar"), Arrays.copyOf(Samples.gzip(Samples.tar("hello")), 60))),
                unreadable(
                        "a manifest.json that is no list",
                        "the document is an object, not a list",
                        Map.of("manifest.json", "{}")),
                unreadable(
                        "a member twice",
                        "`Config` occurs twice in one object",
                        Map.of("manifest.json", "[{\"Config\":\"a\",\"Config\":\"b\"}]")),
                unreadable(
                        "a document without end",
                        "more than 8388608 bytes",
                        Map.of("manifest.json", " ".repeat((8 << 20) + 1))),
                unreadable("a document without bottom", "not JSON", Map.of("manifest.json", "[".repeat(100_000))),
                unreadable("no config", "`[0].Config` is missing", Map.of("manifest.json", "[{\"Layers\":[]}]")),
                docker(
                        "files that are missing, all told",
                        UserError.class,
                        "`docker-archive:x.tar` lacks the file `config`; `docker-archive:x.tar` lacks the file `1`; "
                                + "`docker-archive:x.tar` lacks the file `2`",
                        tar -> add(tar, "manifest.json", manifest("config", "1", "2"))),
                docker(
                        "a layer that is another one",
                        TrustError.class,
                        "a layer in `docker-archive:x.tar` has the diffID " + Digest.ofBytes("y".getBytes(UTF_8))
                                + ", not " + new Digest(ZEROS),
                        tar -> {
                            add(tar, "config", config(new Digest(ZEROS)));
                            add(tar, "layer", "y");
                            add(tar, "manifest.json", manifest("config", "layer"));
                        }),
                docker(
                        "more layers than the config knows",
                        UserError.class,
                        "`docker-archive:x.tar` has 2 layers, its config 1",
                        tar -> {
                            add(tar, "config", config(new Digest(ZEROS)));
                            add(tar, "layer", "y");
                            add(tar, "manifest.json", manifest("config", "layer", "layer"));
                        }),
                docker(
                        "two images",
                        UserError.class,
                        "`docker-archive:x.tar` holds 2 images: `a:1`, `b:1`",
                        tar -> add(
                                tar,
                                "manifest.json",
                                "[{\"Config\":\"c\",\"RepoTags\":[\"b:1\"]},{\"Config\":\"d\",\"RepoTags\":[\"a:1\"]}]")),
                docker(
                        "the other kind of archive",
                        UserError.class,
                        "`docker-archive:x.tar` is not a docker archive",
                        tar -> add(tar, "oci-layout", "{}")),
                new HostileImage(
                        "a file that is not there",
                        "docker-archive:x.tar",
                        UserError.class,
                        "`x.tar` is not there",
                        directory -> {}));
    }
}
