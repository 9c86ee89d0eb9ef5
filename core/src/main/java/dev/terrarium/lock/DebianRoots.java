package dev.terrarium.lock;

import dev.terrarium.debian.Suite;
import dev.terrarium.debian.base.BasePackages;
import dev.terrarium.debian.source.Repository;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.DebianInterpreter;
import dev.terrarium.interpreter.InterpreterProvider;
import dev.terrarium.lock.LockFile.InterpreterEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Interpreter;
import java.util.List;

/** What a base of Debian's or Ubuntu's packages and a CPython in packages consist of. */
public final class DebianRoots implements Locker.Roots {
    private final InterpreterProvider provider;

    public DebianRoots(InterpreterProvider provider) {
        this.provider = provider;
    }

    @Override
    public List<String> base(String os) {
        return BasePackages.BASE;
    }

    @Override
    public List<String> interpreter(Platform platform, String os, String minorVersion) {
        return provider.packages(minorVersion);
    }

    @Override
    public List<String> shell(String os) {
        return BasePackages.SHELL;
    }

    @Override
    public InterpreterEntry describe(Platform platform, String minorVersion, List<PackageEntry> packages) {
        Interpreter interpreter = interpreter(provider, platform, minorVersion, packages);
        return new InterpreterEntry(
                platform,
                interpreter.provider(),
                interpreter.fullVersion(),
                interpreter.abiTag(),
                interpreter.magic(),
                provider.packages(minorVersion));
    }

    private static String sourceOf(PackageEntry entry) {
        return Repository.isLabel(entry.suite())
                ? Repository.nameIn(entry.suite())
                : Suite.of(entry.suite()).distribution().id();
    }

    /** The interpreter that these packages make. */
    public static Interpreter interpreter(
            InterpreterProvider provider, Platform platform, String minorVersion, List<PackageEntry> packages) {
        String program = DebianInterpreter.programPackage(minorVersion);
        return packages.stream()
                .filter(entry -> entry.name().equals(program))
                .findFirst()
                .map(entry -> provider.describe(sourceOf(entry), entry.version(), platform))
                .orElseThrow(() -> new UserError(
                        ErrorCode.LOCK_INVALID,
                        "terrarium.lock has no `" + program + "` for " + platform,
                        "run `terrarium lock --update`"));
    }
}
