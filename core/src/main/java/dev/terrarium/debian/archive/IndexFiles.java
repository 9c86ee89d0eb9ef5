package dev.terrarium.debian.archive;

import dev.terrarium.archive.ArchiveException;
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
import java.util.Map;

/** Brings the package indexes that Release files name into the store, and reads them. */
final class IndexFiles {
    private static final int LARGEST = 1 << 30;

    private final Http http;
    private final Store store;

    IndexFiles(Http http, Store store) {
        this.http = http;
        this.store = store;
    }

    PackageIndex index(VerifiedSuite suite, Platform platform, Progress.Step step) {
        String path = "main/binary-" + platform.architecture() + "/Packages";
        Release.IndexFile packed = suite.release().files().get(path + ".xz");
        Release.IndexFile plain = suite.release().files().get(path);
        if (packed == null || plain == null) {
            throw new UserError(
                    ErrorCode.PACKAGE_UNAVAILABLE,
                    "the suite `" + suite.name() + "` has no packages for " + platform,
                    "check the platform");
        }
        try {
            if (!store.has(packed.digest())) {
                fetch(suite, path + ".xz", packed, step);
            }
            return new PackageIndex(unpacked(packed, plain), suite.name());
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

    private void fetch(VerifiedSuite suite, String path, Release.IndexFile file, Progress.Step step)
            throws IOException {
        String byHash = path.substring(0, path.lastIndexOf('/')) + "/by-hash/SHA256/"
                + file.digest().hex();
        URI uri = suite.location()
                .resolve("dists/" + suite.name() + "/" + (suite.release().byHash() ? byHash : path));
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

    /** The digest vouches for the packed bytes, the Release file for how many come out of them. */
    private byte[] unpacked(Release.IndexFile packed, Release.IndexFile plain) throws IOException {
        if (plain.size() > LARGEST) {
            throw new MalformedControl("its Release file says that it has " + plain.size() + " bytes");
        }
        byte[] text = new byte[(int) plain.size()];
        try (InputStream in =
                XzInput.open(store.source(packed.digest()).open(), Limits.PACKAGE.withBytes(plain.size() + 1))) {
            if (in.readNBytes(text, 0, text.length) < text.length || in.read() >= 0) {
                throw new MalformedControl("it has another length than its Release file says");
            }
        }
        return text;
    }
}
