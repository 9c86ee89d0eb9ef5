package dev.terrarium.debian.archive;

import java.util.List;
import java.util.Optional;

/**
 * Dependencies that are left out because only maintainer scripts need them, and none are run here; each with its reason.
 *
 * <p>A table of facts and not a rule: what a dependency is for cannot be told from its name. What is asked for by name goes in all
 * the same.
 *
 * @param rows in the order of the documentation
 */
public record Exclusions(List<Row> rows) {
    /** Stands for every package. */
    private static final String EVERY = "*";

    /** @param packageName the package that depends, or {@code *} */
    public record Row(String packageName, String dependency, String why) {}

    /** What was found in the packages of bookworm and trixie. */
    public static final Exclusions DEBIAN = new Exclusions(List.of(
            new Row(EVERY, "debconf", "asks questions while a package is configured"),
            new Row(EVERY, "debconf-2.0", "the same by its other name"),
            new Row(EVERY, "cdebconf", "another debconf"),
            new Row(EVERY, "adduser", "makes system users while a package is configured"),
            new Row(EVERY, "init-system-helpers", "registers services with an init that is not there"),
            new Row(EVERY, "ucf", "merges configuration files on upgrade"),
            new Row(EVERY, "dpkg", "diversions, triggers and alternatives of maintainer scripts"),
            new Row(EVERY, "install-info", "indexes manuals while a package is configured"),
            new Row("base-files", "awk", "its script fills in templates"),
            new Row("ca-certificates", "openssl", "its script hashes names; the bundle is assembled here"),
            new Row("bash", "debianutils", "its script writes /etc/shells"),
            new Row("dash", "debianutils", "its script writes /etc/shells")));

    public Exclusions {
        rows = List.copyOf(rows);
    }

    /** The row that leaves a dependency out, if there is one. */
    Optional<Row> row(String packageName, String dependency) {
        return rows.stream()
                .filter(row -> row.dependency().equals(dependency)
                        && (row.packageName().equals(EVERY) || row.packageName().equals(packageName)))
                .findFirst();
    }
}
