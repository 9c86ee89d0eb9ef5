package dev.terrarium.audit.tool;

import dev.terrarium.audit.tool.PythonInstall.Tool;
import dev.terrarium.dockerfile.shell.Invocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises commands that install packages: of Python, of an operating system. */
public final class Installs {
    private static final OptionTable PIP = OptionTable.of(
            """
            no-deps dry-run pre user upgrade force-reinstall ignore-installed ignore-requires-python no-build-isolation
            use-pep517 check-build-dependencies break-system-packages compile no-compile no-warn-script-location no-warn-conflicts
            prefer-binary require-hashes no-require-hashes no-clean no-index isolated require-virtualenv verbose version quiet
            no-input no-cache-dir disable-pip-version-check no-color no-python-version-warning debug help
            """,
            """
            requirement constraint build-constraint editable target platform python-version implementation abi root prefix src
            upgrade-strategy config-settings global-option no-binary only-binary progress-bar root-user-action report group
            requirements-from-script index-url extra-index-url find-links log keyring-provider proxy retries timeout exists-action
            trusted-host cert client-cert cache-dir use-feature use-deprecated python resume-retries uploaded-prior-to
            """,
            "r=requirement c=constraint e=editable t=target U=upgrade I=ignore-installed C=config-settings i=index-url"
                    + " f=find-links v=verbose V=version q=quiet h=help",
            true);

    private static final OptionTable UV = OptionTable.of(
            "",
            """
            extra no-extra group no-group only-group package python index default-index index-url extra-index-url find-links
            refresh-package upgrade-package reinstall-package no-install-package no-binary-package no-build-package no-binary
            only-binary link-mode cache-dir directory project config-file config-setting config-settings-package resolution
            prerelease fork-strategy exclude-newer exclude-newer-package index-strategy keyring-provider allow-insecure-host color
            no-build-isolation-package no-sources-package output-format env-file python-platform requirement requirements constraint
            constraints override overrides build-constraint build-constraints editable target prefix trusted-host torch-backend
            with with-editable with-requirements module
            """,
            "p=python i=index-url f=find-links P=upgrade-package C=config-setting r=requirement c=constraint e=editable"
                    + " U=upgrade n=no-cache q=quiet v=verbose m=module t=target",
            false);

    private static final OptionTable POETRY = OptionTable.of(
            "", "without with only extras directory project", "E=extras C=directory P=project n=no-interaction", false);

    private static final OptionTable PDM = OptionTable.of(
            "", "group without lockfile project venv skip", "G=group L=lockfile p=project k=skip", false);

    private static final OptionTable PIPENV = OptionTable.of(
            "",
            "python requirements index editable extra-pip-args categories pypi-mirror",
            "p=python r=requirements i=index e=editable d=dev",
            false);

    private static final OptionTable APT = OptionTable.of(
            "",
            "option config-file target-release host-architecture",
            "o=option c=config-file t=target-release a=host-architecture y=yes q=quiet f=fix-broken",
            false);

    private Installs() {}

    /** A command that installs Python packages, where {@code invocation} is one. */
    public static Optional<PythonInstall> python(Invocation invocation) {
        return switch (invocation.name()) {
            case "uv" -> uv(invocation);
            case "poetry" -> sub(invocation, 0, Tool.POETRY, POETRY, Set.of("install", "sync"));
            case "pdm" -> sub(invocation, 0, Tool.PDM, PDM, Set.of("install", "sync"));
            case "pipenv" -> sub(invocation, 0, Tool.PIPENV, PIPENV, Set.of("install", "sync"));
            default -> pip(invocation);
        };
    }

    private static Optional<PythonInstall> pip(Invocation invocation) {
        if (invocation.name().matches("pip(3(\\.\\d+)?)?")) {
            return sub(invocation, 0, Tool.PIP, PIP, Set.of("install"));
        }
        if (!isPython(invocation.name())) {
            return Optional.empty();
        }
        for (int i = 0; i + 1 < invocation.arguments().size(); i++) {
            String argument = invocation.argument(i).orElse("");
            if (argument.equals("-m")) {
                return invocation.argument(i + 1).filter("pip"::equals).isPresent()
                        ? sub(invocation, i + 2, Tool.PIP, PIP, Set.of("install"))
                        : Optional.empty();
            }
            if (!argument.startsWith("-")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether a program's name is one of the interpreter. */
    public static boolean isPython(String program) {
        return program.matches("python(\\d(\\.\\d+)?)?");
    }

    private static Optional<PythonInstall> uv(Invocation invocation) {
        int at = firstOperand(invocation, 0, UV);
        String command = invocation.argument(at).orElse("");
        if (command.equals("pip")) {
            return sub(invocation, at + 1, Tool.UV_PIP, UV, Set.of("install", "sync"));
        }
        return command.equals("sync")
                ? Optional.of(new PythonInstall(Tool.UV_SYNC, "sync", CommandLine.read(invocation, at + 1, UV)))
                : Optional.empty();
    }

    private static Optional<PythonInstall> sub(
            Invocation invocation, int from, Tool tool, OptionTable table, Set<String> commands) {
        int at = firstOperand(invocation, from, table);
        String command = invocation.argument(at).orElse("");
        return commands.contains(command)
                ? Optional.of(new PythonInstall(tool, command, CommandLine.read(invocation, at + 1, table)))
                : Optional.empty();
    }

    /** The index of the sub-command, options of the program before it skipped. */
    private static int firstOperand(Invocation invocation, int from, OptionTable table) {
        int at = from;
        while (at < invocation.arguments().size()) {
            String argument = invocation.argument(at).orElse("");
            if (!argument.startsWith("-")) {
                return at;
            }
            boolean valued = argument.startsWith("--")
                    && argument.indexOf('=') < 0
                    && table.takesValue(table.longName(argument.substring(2)));
            at += valued ? 2 : 1;
        }
        return at;
    }

    /** A command of {@code apt-get} or {@code apt}, {@code apk}, {@code dnf}, {@code yum}, {@code microdnf}, where this is one. */
    public static Optional<SystemInstall> system(Invocation invocation) {
        String name = invocation.name();
        if (!List.of("apt-get", "apt", "aptitude", "apk", "dnf", "yum", "microdnf", "zypper")
                .contains(name)) {
            return Optional.empty();
        }
        CommandLine line = CommandLine.read(invocation, 0, APT);
        if (line.operands().isEmpty()) {
            return Optional.empty();
        }
        String command = line.operands().getFirst().text().orElse("");
        return Optional.of(new SystemInstall(name, command, line));
    }
}
