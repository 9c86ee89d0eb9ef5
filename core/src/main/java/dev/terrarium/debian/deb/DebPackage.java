package dev.terrarium.debian.deb;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Stanza;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;

/**
 * A package that was opened: what it says about itself, and its files.
 *
 * <p>Nothing is unpacked to disk but one tar: the store keeps the decompressed {@code data.tar}, and each file is a slice of it.
 * Owners and times are not taken over, like everywhere in a tree.
 *
 * @param control the control file as it stands in the package
 * @param stanza the same, read
 * @param md5sums the package's list of checksums as it stands; empty when it has none
 * @param data its files; directories that are plain and not empty have no entry of their own
 * @param conffiles the files that an administrator may change
 * @param setIds files and directories that had a set-user-ID or set-group-ID bit, which no tree carries
 * @see <a href="https://manpages.debian.org/trixie/dpkg-dev/deb.5.en.html">deb(5)</a>
 */
public record DebPackage(
        String control,
        Stanza stanza,
        String md5sums,
        Tree data,
        List<TreePath> conffiles,
        SortedSet<TreePath> setIds) {
    public DebPackage {
        conffiles = List.copyOf(conffiles);
        setIds = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(setIds));
    }

    /**
     * Opens a package that lies in the store.
     *
     * @param name for messages: the file's name, or the package's
     * @throws TrustError when it is not what a .deb must be
     * @throws UserError when it is compressed in a way that this version does not know
     * @throws IllegalStateException when the store does not have it: fetch it first
     */
    public static DebPackage open(Store store, Digest deb, String name) {
        if (!store.has(deb)) {
            throw new IllegalStateException("opened before it was fetched: " + name + " " + deb);
        }
        try {
            return new DebReader(store).read(deb);
        } catch (Unsupported e) {
            throw new UserError(
                    Problem.of(
                            ErrorCode.NOT_IN_THIS_VERSION,
                            "`" + name + "` has a `" + e.member() + "`: packages compressed like that are not read in"
                                    + " this version",
                            "take a package of today: they are compressed by xz or zstd"),
                    e);
        } catch (ArchiveException | MalformedControl | LimitExceeded e) {
            throw new TrustError(
                    Problem.of(
                            ErrorCode.ARCHIVE_INVALID,
                            "`" + name + "` is no sound package: " + e.getMessage(),
                            "the archive vouches for these bytes: ask whoever runs it"),
                    e);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "`" + name + "` cannot be opened in the store: " + e.getMessage(),
                            "check the space and the permissions of " + store.root()),
                    e);
        }
    }

    /** A compression that a later version may know. */
    static final class Unsupported extends IOException {
        private static final long serialVersionUID = 1L;

        private final String member;

        Unsupported(String member) {
            super(member);
            this.member = member;
        }

        String member() {
            return member;
        }
    }
}
