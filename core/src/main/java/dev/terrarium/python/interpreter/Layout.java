package dev.terrarium.python.interpreter;

import dev.terrarium.tree.TreePath;

/**
 * Where things stand in an image: everything of ours under one prefix, the same in all images of an organisation, so that their
 * fragments are shared.
 *
 * @param org the directory below {@code /opt}: {@code app} unless configured
 * @param minorVersion {@code 3.13}; nothing that is more exact may stand in a path
 */
public record Layout(String org, String minorVersion) {
    public Layout {
        if (!org.matches("[a-z0-9][a-z0-9._-]{0,62}") || !minorVersion.matches("3\\.[0-9]{1,2}")) {
            throw new IllegalArgumentException("not a layout: " + org + ", " + minorVersion);
        }
    }

    /** {@code opt/app}. */
    public TreePath prefix() {
        return TreePath.of("opt/" + org);
    }

    /** {@code opt/app/python/3.13}: {@code bin}, {@code lib}. */
    public TreePath python() {
        return prefix().resolve("python/" + minorVersion);
    }

    /** {@code opt/app/python/3.13/lib/python3.13}. */
    public TreePath standardLibrary() {
        return python().resolve("lib/python" + minorVersion);
    }

    /** {@code opt/app/venv}. */
    public TreePath environment() {
        return prefix().resolve("venv");
    }

    /** {@code opt/app/venv/bin}. */
    public TreePath scripts() {
        return environment().resolve("bin");
    }

    /** {@code opt/app/venv/lib/python3.13/site-packages}. */
    public TreePath sitePackages() {
        return environment().resolve("lib/python" + minorVersion + "/site-packages");
    }
}
