package dev.terrarium.delivery;

import static dev.terrarium.delivery.HostileImage.IMAGE;
import static dev.terrarium.delivery.HostileImage.ZEROS;
import static dev.terrarium.delivery.HostileImage.blob;
import static dev.terrarium.delivery.HostileImage.index;
import static dev.terrarium.delivery.HostileImage.layerDigest;
import static dev.terrarium.delivery.HostileImage.layout;
import static dev.terrarium.delivery.HostileImage.put;
import static dev.terrarium.delivery.HostileImage.replace;
import static dev.terrarium.delivery.HostileImage.rooted;
import static dev.terrarium.delivery.HostileImage.write;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** OCI layouts of which a part was exchanged, cut or taken away. */
final class HostileLayouts {
    private HostileLayouts() {}

    static Stream<HostileImage> cases() {
        Path manifest = blob(IMAGE.digest());
        return Stream.of(
                layout(
                        "a digest of another kind",
                        UserError.class,
                        "`index.json` of `oci:out` cannot be read: `manifests[0].digest` is not a SHA-256 digest",
                        out -> replace(out.resolve("index.json"), "sha256:", "sha512:")),
                layout(
                        "a negative size",
                        UserError.class,
                        "`index.json` of `oci:out` cannot be read: `manifests[0].size` is negative",
                        out -> replace(out.resolve("index.json"), "\"size\":", "\"size\":-")),
                layout(
                        "an index of the first schema",
                        UserError.class,
                        "`index.json` of `oci:out` cannot be read: `schemaVersion` is 1, not 2",
                        out -> replace(out.resolve("index.json"), "\"schemaVersion\":2", "\"schemaVersion\":1")),
                layout(
                        "an index without end",
                        UserError.class,
                        "`oci:out` cannot be read: more than 8388608 bytes",
                        out -> write(out.resolve("index.json"), new byte[(8 << 20) + 1])),
                layout(
                        "a manifest that was changed",
                        TrustError.class,
                        "the manifest in `oci:out` is not " + IMAGE.digest() + " but sha256:",
                        out -> replace(out.resolve(manifest), "\"schemaVersion\":2", "\"schemaVersion\":3")),
                layout(
                        "a manifest that was made longer",
                        TrustError.class,
                        "the manifest " + IMAGE.digest() + " in `oci:out` has "
                                + (IMAGE.manifest().document().length() + 1) + " bytes, not "
                                + IMAGE.manifest().document().length(),
                        out -> replace(out.resolve(manifest), "\"schemaVersion\":2", "\"schemaVersion\":20")),
                layout(
                        "a manifest that is missing",
                        UserError.class,
                        "`oci:out` lacks the manifest " + IMAGE.digest(),
                        out -> Files.delete(out.resolve(manifest))),
                layout(
                        "layers that are missing, all told",
                        UserError.class,
                        "`oci:out` lacks the layer " + layerDigest(0) + "; `oci:out` lacks the layer " + layerDigest(1),
                        out -> {
                            Files.delete(out.resolve(blob(layerDigest(0))));
                            Files.delete(out.resolve(blob(layerDigest(1))));
                        }),
                layout(
                        "a layer that is shorter",
                        TrustError.class,
                        "the layer " + layerDigest(0) + " in `oci:out` has 3 bytes, not "
                                + IMAGE.layers().getFirst().descriptor().size(),
                        out -> write(out.resolve(blob(layerDigest(0))), new byte[3])),
                layout(
                        "a config that is a folder",
                        UserError.class,
                        "`oci:out` lacks the config " + IMAGE.config().digest(),
                        out -> {
                            Path config = out.resolve(blob(IMAGE.config().digest()));
                            Files.delete(config);
                            Files.createDirectory(config);
                        }),
                layout(
                        "an index that holds itself",
                        UserError.class,
                        "`oci:out` holds a `application/vnd.oci.image.index.v1+json` where an image manifest should be",
                        out -> {
                            byte[] inner = index("application/vnd.oci.image.index.v1+json", new Digest(ZEROS), 1);
                            rooted(out, "application/vnd.oci.image.index.v1+json", inner);
                        }),
                layout(
                        "an index of nothing",
                        UserError.class,
                        "`oci:out` is an index of 0 images, not of 1 to 256",
                        out -> rooted(
                                out,
                                "application/vnd.oci.image.index.v1+json",
                                "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(UTF_8))),
                layout(
                        "something that is no image",
                        UserError.class,
                        "`oci:out` holds a `application/x` where an image manifest should be",
                        out -> rooted(out, "application/x", "{}".getBytes(UTF_8))),
                layout(
                        "a manifest that is an index",
                        UserError.class,
                        "the manifest " + Digest.ofBytes("{\"schemaVersion\":2}".getBytes(UTF_8))
                                + " in `oci:out` cannot be read: `config` is missing",
                        out -> rooted(
                                out,
                                "application/vnd.oci.image.manifest.v1+json",
                                "{\"schemaVersion\":2}".getBytes(UTF_8))),
                layout(
                        "a config with fewer layers",
                        UserError.class,
                        " in `oci:out` has 2 layers, its config 0",
                        out -> {
                            byte[] config =
                                    "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{}}".getBytes(UTF_8);
                            put(out, config);
                            String changed = IMAGE.manifest()
                                    .document()
                                    .toString()
                                    .replace(
                                            IMAGE.config().digest().toString(),
                                            Digest.ofBytes(config).toString())
                                    .replace(
                                            "\"size\":"
                                                    + IMAGE.config().document().length() + "}",
                                            "\"size\":" + config.length + "}");
                            rooted(out, "application/vnd.oci.image.manifest.v1+json", changed.getBytes(UTF_8));
                        }),
                layout(
                        "a folder without the marker",
                        UserError.class,
                        "`oci:out` is no OCI layout: it has no `oci-layout`",
                        out -> Files.delete(out.resolve("oci-layout"))));
    }
}
