package dev.terrarium.sandbox;

import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why a kernel or a container forbids namespaces, read from the places where each of the known reasons shows. */
final class Restrictions {
    private final Environment environment;

    Restrictions(Environment environment) {
        this.environment = environment;
    }

    /** What to do, the likeliest first; never empty. */
    List<String> fixes(String reason) {
        var fixes = new ArrayList<String>();
        if (is("/proc/sys/kernel/unprivileged_userns_clone", "0")) {
            fixes.add(
                    "run `sysctl -w kernel.unprivileged_userns_clone=1` as root: this kernel keeps user namespaces to root");
        }
        if (is("/proc/sys/user/max_user_namespaces", "0")) {
            fixes.add("run `sysctl -w user.max_user_namespaces=15000` as root: this kernel allows no user namespaces");
        }
        if (is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")) {
            fixes.add(
                    "install the package `bubblewrap` and an AppArmor profile that lets `/usr/bin/bwrap` use `userns`,"
                            + " or run `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` as root");
        }
        if (hasSeccompFilter()) {
            fixes.add("start the container around this build with `--security-opt seccomp=unconfined"
                    + " --security-opt systempaths=unconfined`: its system call filter forbids namespaces");
        } else if (reason.contains("mount proc")) {
            fixes.add("start the container around this build with `--security-opt systempaths=unconfined`:"
                    + " it covers parts of /proc, so that no new one can be mounted");
        }
        if (fixes.isEmpty()) {
            fixes.add("build where an unprivileged `unshare -Ur true` works");
        }
        return fixes;
    }

    private boolean hasSeccompFilter() {
        return text("/proc/self/status").lines().anyMatch(line -> line.matches("Seccomp:\\s*2"));
    }

    private boolean is(String file, String value) {
        return text(file).strip().equals(value);
    }

    private String text(String file) {
        Path path = environment.hostFile(file);
        try {
            return Files.isReadable(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
