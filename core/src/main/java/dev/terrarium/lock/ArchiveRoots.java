package dev.terrarium.lock;

import dev.terrarium.interpreter.StandaloneInterpreter;
import dev.terrarium.interpreter.StandaloneInterpreter.Described;
import dev.terrarium.lock.LockFile.InterpreterEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.libraries.NativeLibraries;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import dev.terrarium.lock.libraries.PackageSource;
import dev.terrarium.oci.Platform;
import java.util.List;
import java.util.Set;

/**
 * What a system and a CPython out of an archive consist of: the base as ever, and of packages only the libraries that the archive's
 * binaries do not bring themselves.
 */
public final class ArchiveRoots implements Locker.Roots {
    private final Locker.Roots system;
    private final LockFile.ArchiveEntry archive;
    private final Opening opening;

    /** Brings the archive into the store if need be, and reads what it says about itself. */
    @FunctionalInterface
    public interface Opening {
        Described describe(String minorVersion, Platform platform) throws InterruptedException;
    }

    /** @param system says what everything else consists of */
    public ArchiveRoots(Locker.Roots system, LockFile.ArchiveEntry archive, Opening opening) {
        this.system = system;
        this.archive = archive;
        this.opening = opening;
    }

    @Override
    public List<String> base(String os) {
        return system.base(os);
    }

    @Override
    public List<String> interpreter(Platform platform, String os, String minorVersion) throws InterruptedException {
        Described described = opening.describe(minorVersion, platform);
        var libraries = new NativeLibraries(os, platform, Set.of())
                .needed(
                        List.of(new WheelFacts(StandaloneInterpreter.WHO, described.facts())),
                        List.of(),
                        List.of(),
                        PackageSource.NOBODY)
                .packages();
        return List.copyOf(libraries.keySet());
    }

    @Override
    public List<String> shell(String os) {
        return system.shell(os);
    }

    @Override
    public InterpreterEntry describe(Platform platform, String minorVersion, List<PackageEntry> packages)
            throws InterruptedException {
        var interpreter = opening.describe(minorVersion, platform).interpreter();
        return new InterpreterEntry(
                platform,
                interpreter.provider(),
                interpreter.fullVersion(),
                interpreter.abiTag(),
                interpreter.magic(),
                List.of(),
                java.util.Optional.of(archive));
    }
}
