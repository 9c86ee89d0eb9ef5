package dev.terrarium.python.wheel;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.util.List;

/**
 * Turns a wheel into the tree that it installs, with nothing unpacked: files stay slices of the wheel in the store.
 *
 * <p>Not an installer in the usual sense: there is no environment that it changes, so two wheels cannot get in each other's way
 * unnoticed ({@link WheelSet}), and the result is a function of the wheel and the layout. Strict where installers differ: one
 * {@code .dist-info}, the same name and version everywhere, RECORD and archive hold the same files with the same hashes. No
 * bytecode is taken from a wheel.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">wheel format</a>
 */
public final class WheelInstall {
    /** Part of the key of a fragment: raised whenever the same wheel would give another tree. */
    public static final int INSTALL_RULES = 1;

    private WheelInstall() {}

    /** What to do about a wheel whose RECORD does not fit its files. */
    public enum RecordPolicy {
        /** It is refused. */
        STRICT,
        /** It is told in the report: for old wheels that a person looked at. Hashes that differ are refused all the same. */
        LENIENT
    }

    /** Installs with RECORD held against the archive in both directions. */
    public static InstalledWheel install(Store store, Digest wheel, WheelFilename filename, Layout layout) {
        return install(store, wheel, filename, layout, RecordPolicy.STRICT);
    }

    /**
     * @param wheel a blob in the store that somebody vouched for
     * @throws TrustError when it is no wheel, or not the one that its file name says; all that RECORD and archive disagree about at
     *     once
     */
    public static InstalledWheel install(
            Store store, Digest wheel, WheelFilename filename, Layout layout, RecordPolicy policy) {
        try {
            var archive = WheelArchive.open(store, wheel);
            var info = DistInfo.read(archive, filename);
            var files = new WheelFiles(archive, info, new RecordCheck(archive, info), new Schemes(layout, info));
            List<String> problems = files.read(policy);
            if (!problems.isEmpty()) {
                throw new TrustError(
                        problems.stream().map(text -> problem(filename, text)).toList());
            }
            return files.installed(filename, wheel);
        } catch (Malformed | ArchiveException | LimitExceeded e) {
            throw new TrustError(problem(filename, String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.STORE_UNUSABLE, "`" + filename + "` could not be read: " + e.getMessage()), e);
        }
    }

    private static Problem problem(WheelFilename filename, String text) {
        return Problem.of(ErrorCode.WHEEL_INVALID, "the wheel `" + filename + "` is refused: " + text);
    }
}
