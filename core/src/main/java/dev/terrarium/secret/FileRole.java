package dev.terrarium.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file is for, told by its path: how likely a secret in it is a real one, and how values are written there. */
enum FileRole {
    /** {@code .env} and its like: nothing but values for this very machine. */
    ENVIRONMENT,
    /** Lines of words, among them logins. */
    NETRC,
    /** Settings whose values stand without quotes. */
    SETTINGS,
    /** Programs and data: only what is quoted is a value. */
    SOURCE,
    /** What a browser is sent: keys in it are meant to be seen. */
    PAGE,
    /** Tests, documentation, templates: full of keys that open nothing. */
    EXAMPLE;

    private static final Pattern EXAMPLE_DIRECTORY = Pattern.compile(
            "(^|/)(tests?|testing|testdata|test_data|__tests__|fixtures?|mocks?|docs?|examples?|samples?|cassettes|e2e)/");
    private static final Pattern EXAMPLE_NAME = Pattern.compile(
            "(conftest\\.py|test_.*|.*_tests?\\.py|tests\\.py|.*\\.(md|rst|adoc|example|sample|template|tmpl|dist|tpl|j2|ipynb)"
                    + "|.*[._-](example|sample|template)(\\..*)?|readme.*|changelog.*|metadata|pkg-info|\\.env\\.(test|ci|example|sample|dist|defaults?))");
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("\\.env(\\..+)?|\\.envrc|.+\\.env");
    private static final Set<String> SETTINGS_SUFFIXES =
            Set.of("ini", "cfg", "conf", "cnf", "properties", "yaml", "yml", "sh", "bash", "zsh");
    private static final Set<String> SETTINGS_NAMES =
            Set.of(".pypirc", ".npmrc", ".yarnrc", "credentials", "config", "kubeconfig", ".s3cfg", ".boto", ".pgpass");
    private static final Set<String> PAGE_SUFFIXES =
            Set.of("js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "svelte", "html", "htm", "css", "map", "svg");

    static FileRole of(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        if (EXAMPLE_DIRECTORY.matcher(lower).find()
                || EXAMPLE_NAME.matcher(name).matches()) {
            return EXAMPLE;
        }
        if (ENVIRONMENT_NAME.matcher(name).matches()) {
            return ENVIRONMENT;
        }
        if (name.equals(".netrc") || name.equals("_netrc")) {
            return NETRC;
        }
        if (PAGE_SUFFIXES.contains(suffix)) {
            return PAGE;
        }
        return SETTINGS_SUFFIXES.contains(suffix) || SETTINGS_NAMES.contains(name) ? SETTINGS : SOURCE;
    }

    /** Whether values stand without quotes. */
    boolean isBare() {
        return this == ENVIRONMENT || this == SETTINGS;
    }
}
