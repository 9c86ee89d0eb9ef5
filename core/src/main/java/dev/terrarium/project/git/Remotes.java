package dev.terrarium.project.git;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of repositories as they may be shown to everybody. */
final class Remotes {
    private static final Pattern URL = Pattern.compile(
            "(?i)(https?|ssh|git|git\\+ssh|ssh\\+git)://(?:[^/\\s]*@)?([^/@\\s?#]+)(/[^\\s?#]*)?(?:[?#].*)?");
    private static final Pattern SHORT = Pattern.compile("(?:[^/@:\\s]+@)?([A-Za-z0-9][A-Za-z0-9.-]+):(?!/)([^\\s:]+)");

    private Remotes() {}

    /** Without user, password and query; the short form {@code git@host:path} as a URL; nothing for a path of this machine. */
    static Optional<String> shown(String remote) {
        Matcher url = URL.matcher(remote);
        if (url.matches()) {
            return Optional.of(url.group(1) + "://" + url.group(2)
                    + Optional.ofNullable(url.group(3)).orElse(""));
        }
        Matcher brief = SHORT.matcher(remote);
        return brief.matches() ? Optional.of("ssh://" + brief.group(1) + "/" + brief.group(2)) : Optional.empty();
    }
}
