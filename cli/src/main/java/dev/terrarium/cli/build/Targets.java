package dev.terrarium.cli.build;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Target;
import dev.terrarium.python.interpreter.Interpreter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What wheels are chosen for, read off locked packages: nothing has to be fetched for it. */
final class Targets {
    private static final Pattern GLIBC = Pattern.compile("2\\.([0-9]{1,3})-.*");

    private Targets() {}

    static Target of(Interpreter interpreter, Platform platform, List<PackageEntry> packages) {
        String libc = packages.stream()
                .filter(entry -> entry.name().equals("libc6"))
                .map(PackageEntry::version)
                .findFirst()
                .orElse("");
        Matcher version = GLIBC.matcher(libc);
        if (!version.matches()) {
            throw new UserError(
                    ErrorCode.LOCK_INVALID,
                    "terrarium.lock has no glibc for " + platform,
                    "run `terrarium lock --update`");
        }
        return new Target(interpreter.minor(), interpreter.patch(), platform, Integer.parseInt(version.group(1)));
    }
}
