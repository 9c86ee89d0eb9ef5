package dev.terrarium.project.files;

import java.util.List;

/**
 * What stays out although no file of the project says so.
 *
 * <p>Three lists: what never goes in, what belongs to a person or a machine, and what goes in only where {@code include} names it. Names only; what is known by its
 * content is in {@link Sniffer}.
 */
final class BuiltIn {
    private static final IgnoreRules NEVER = IgnoreRules.of(List.of(
            ".git",
            ".hg/",
            ".svn/",
            ".bzr/",
            "__pycache__/",
            "*.py[co]",
            "terrarium.lock",
            ".terrarium.lock.*",
            ".terrarium-[0-9]*-*/"));

    /** What mostly holds secrets: it never goes in either, and is looked at where nothing of the project keeps it out. */
    private static final IgnoreRules PERSONAL = IgnoreRules.of(List.of(
            ".env",
            ".env.*",
            ".envrc",
            ".netrc",
            "_netrc",
            ".pypirc",
            ".npmrc",
            "pip.conf",
            ".git-credentials",
            ".ssh/",
            ".gnupg/",
            ".aws/",
            ".azure/",
            ".kube/",
            ".docker/",
            ".config/gcloud/",
            "kubeconfig",
            "id_rsa",
            "id_dsa",
            "id_ecdsa",
            "id_ed25519",
            "*.p12",
            "*.pfx",
            "*.jks",
            "*.kdbx"));

    private static final IgnoreRules USUALLY = IgnoreRules.of(List.of(
            "node_modules/",
            "bower_components/",
            ".tox/",
            ".nox/",
            ".eggs/",
            "*.egg-info/",
            ".mypy_cache/",
            ".ruff_cache/",
            ".pytest_cache/",
            ".hypothesis/",
            ".pytype/",
            ".pyre/",
            ".cache/",
            ".ipynb_checkpoints/",
            ".coverage",
            ".coverage.*",
            "htmlcov/",
            ".idea/",
            ".vscode/",
            ".vs/",
            ".fleet/",
            ".zed/",
            "*.swp",
            "*.swo",
            "*~",
            ".#*",
            ".DS_Store",
            "Thumbs.db",
            "/.github/",
            "/.gitlab/",
            "/.circleci/",
            ".gitlab-ci.yml",
            ".travis.yml",
            ".pre-commit-config.yaml",
            ".devcontainer/",
            ".terraform/",
            ".vagrant/",
            ".direnv/",
            ".gitignore",
            ".gitattributes",
            ".gitmodules",
            ".dockerignore",
            ".editorconfig",
            "/terrarium.toml",
            "Dockerfile",
            "Dockerfile.*",
            "*.dockerfile",
            "Containerfile",
            "docker-compose*.yml",
            "docker-compose*.yaml",
            "compose.yml",
            "compose.yaml",
            "compose.*.yml",
            "compose.*.yaml"));

    private BuiltIn() {}

    static boolean never(String path, boolean isDirectory) {
        return NEVER.matches(path, isDirectory);
    }

    static boolean personal(String path, boolean isDirectory) {
        return PERSONAL.matches(path, isDirectory);
    }

    static boolean usually(String path, boolean isDirectory) {
        return USUALLY.matches(path, isDirectory);
    }
}
