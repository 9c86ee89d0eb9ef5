package dev.terrarium.debian.base;

import dev.terrarium.tree.TreePath;
import java.util.List;
import java.util.regex.Pattern;

/** What of a package is only for people at a terminal, and never read by a service; licences are not among it. */
final class Documentation {
    private static final List<String> DIRECTORIES = List.of(
            "usr/share/apport",
            "usr/share/bash-completion",
            "usr/share/bug",
            "usr/share/doc-base",
            "usr/share/fish",
            "usr/share/gcc",
            "usr/share/gdb",
            "usr/share/groff",
            "usr/share/gtk-doc",
            "usr/share/help",
            "usr/share/info",
            "usr/share/linda",
            "usr/share/lintian",
            "usr/share/locale",
            "usr/share/man",
            "usr/share/zsh");

    private static final String DOC = "usr/share/doc/";
    private static final Pattern LICENCE = Pattern.compile("(?i)(copyright|licen[cs]e|copying|notice)([.-].*)?");

    private Documentation() {}

    static boolean has(TreePath path) {
        String text = path.text();
        if (text.startsWith(DOC)) {
            return text.indexOf('/', DOC.length()) >= 0
                    && !LICENCE.matcher(path.name()).matches();
        }
        return DIRECTORIES.stream().anyMatch(directory -> path.startsWith(TreePath.of(directory)));
    }
}
