package dev.terrarium.debian.archive;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.XzInput;
import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.release.Release;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.http.Http;
import dev.terrarium.http.ShownUri;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the package indexes that Release files name into the store, and reads them.
 *
 * <p>Distributions have them packed by xz; small repositories by gzip only, or not at all.
 */
final class IndexFiles {
    private static final int LARGEST = 1 << 30;

    private final Http http;
    private final Store store;

    IndexFiles(Http http, Store store) {
        this.http = http;
        this.store = store;
    }

    /** A file of a suite, by its path below the suite's directory. */
    record Named(String path, Release.IndexFile file) {}

    /** One for each component. */
    List<PackageIndex> of(VerifiedSuite suite, Platform platform, Progress.Step step) {
        var indexes = new ArrayList<PackageIndex>();
        for (String component : suite.components()) {
            indexes.add(index(suite, component, platform, step));
        }
        return indexes;
    }

    private PackageIndex index(VerifiedSuite suite, String component, Platform platform, Progress.Step step) {
        String path = component + "/binary-" + platform.architecture() + "/Packages";
        Named named = best(suite.release(), path)
                .orElseThrow(() -> new UserError(
                        ErrorCode.PACKAGE_UNAVAILABLE,
                        "the suite `" + suite.name() + "` has no packages for " + platform
                                + (component.equals("main") ? "" : " in `" + component + "`"),
                        "check the platform"));
        Optional<Release.IndexFile> plain =
                Optional.ofNullable(suite.release().files().get(path));
        try {
            if (!store.has(named.file().digest())) {
                fetch(suite, named, step);
            }
            return new PackageIndex(unpacked(named, plain), suite.name());
        } catch (MalformedControl | ArchiveException | LimitExceeded e) {
            throw new TrustError(
                    Problem.of(
                            ErrorCode.ARCHIVE_INVALID,
                            "the package index of `" + suite.name() + "` is malformed: " + e.getMessage(),
                            "check the source's address"),
                    e);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "the store cannot be used: " + e.getMessage(),
                            "check the space and the permissions of " + store.root()),
                    e);
        }
    }

    private static Optional<Named> best(Release release, String path) {
        return List.of(path + ".xz", path + ".gz", path).stream()
                .flatMap(name ->
                        Optional.ofNullable(release.files().get(name)).stream().map(file -> new Named(name, file)))
                .findFirst();
    }

    void fetch(VerifiedSuite suite, Named named, Progress.Step step) throws IOException {
        Release.IndexFile file = named.file();
        String path = named.path();
        String byHash = path.substring(0, path.lastIndexOf('/') + 1) + "by-hash/SHA256/"
                + file.digest().hex();
        URI uri = suite.location().resolve(suite.directory() + (suite.release().byHash() ? byHash : path));
        step.total(file.size());
        try (var blob = store.write()) {
            if (!http.download(uri, Map.of(), blob, step)) {
                throw new EnvironmentError(
                        ErrorCode.SERVER_REFUSED,
                        "`" + ShownUri.of(uri) + "` is named by its Release file and is not there",
                        "a mirror that is being updated is whole again in a moment: try again, or name another source");
            }
            long length = blob.length();
            Digest actual = blob.commitIf(file.digest());
            if (!actual.equals(file.digest())) {
                throw new TrustError(
                        ErrorCode.DIGEST_MISMATCH,
                        "`" + ShownUri.of(uri) + "` is not what its Release file names: wanted " + file.digest()
                                + ", got " + actual + " (" + length + " of " + file.size() + " bytes)",
                        "check that nothing on the way changes the archive's files");
            }
        }
    }

    /** The digest vouches for the packed bytes, the Release file for how many come out of them, where it says so. */
    private byte[] unpacked(Named named, Optional<Release.IndexFile> plain) throws IOException {
        long most = plain.map(Release.IndexFile::size).orElse((long) LARGEST);
        if (most > LARGEST) {
            throw new MalformedControl("its Release file says that it has " + most + " bytes");
        }
        try (InputStream in = opened(named, Limits.PACKAGE.withBytes(most + 1))) {
            byte[] text = plain.isPresent() ? in.readNBytes((int) most) : in.readAllBytes();
            if (plain.isPresent() && (text.length < most || in.read() >= 0)) {
                throw new MalformedControl("it has another length than its Release file says");
            }
            return text;
        }
    }

    private InputStream opened(Named named, Limits limits) throws IOException {
        InputStream packed = store.source(named.file().digest()).open();
        try {
            return switch (named.path().substring(named.path().lastIndexOf('/') + 1)) {
                case "Packages.xz" -> XzInput.open(packed, limits);
                case "Packages.gz" -> GzipInput.open(packed, limits);
                default -> packed;
            };
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }
}
