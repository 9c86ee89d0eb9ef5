package dev.terrarium.audit.tool;

import dev.terrarium.dockerfile.shell.Invocation;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that installs Python packages.
 *
 * @param command {@code install} or {@code sync}
 */
public record PythonInstall(Tool tool, String command, CommandLine line) {
    /** The programs that do. */
    public enum Tool {
        PIP,
        UV_PIP,
        UV_SYNC,
        POETRY,
        PDM,
        PIPENV
    }

    public Invocation invocation() {
        return line.invocation();
    }

    /** Whether it takes packages and files by name, as pip does. */
    public boolean isPip() {
        return tool == Tool.PIP || tool == Tool.UV_PIP;
    }

    /** The requirements files it reads, where their names are known. */
    public List<String> requirementFiles() {
        var files = new ArrayList<String>();
        if (tool == Tool.UV_PIP && command.equals("sync")) {
            files.addAll(line.known());
        }
        for (CommandLine.Option option : line.options()) {
            if (option.name().equals("requirement") || option.name().equals("requirements")) {
                option.value().ifPresent(files::add);
            }
        }
        return files;
    }

    /** Operands that are directories or files: the project itself, wheels. */
    public List<CommandLine.Operand> paths() {
        return line.operands().stream()
                .filter(operand -> operand.text().filter(PythonInstall::isPath).isPresent())
                .toList();
    }

    /** Operands that name packages of an index. */
    public List<CommandLine.Operand> packages() {
        return command.equals("sync")
                ? List.of()
                : line.operands().stream()
                        .filter(operand -> operand.text().isPresent())
                        .filter(operand -> !isPath(operand.text().orElseThrow()))
                        .toList();
    }

    private static boolean isPath(String operand) {
        return operand.startsWith(".")
                || operand.startsWith("/")
                || operand.contains("://")
                || operand.endsWith(".whl")
                || operand.endsWith(".tar.gz")
                || operand.contains("/") && !operand.contains("@");
    }

    /** Whether only the installer and its own tools are asked for: {@code pip install --upgrade pip setuptools wheel}. */
    public boolean isOfInstallersAlone() {
        List<String> names = packages().stream()
                .map(operand -> operand.text().orElseThrow().replaceFirst("[<>=!~\\[ ].*", ""))
                .toList();
        return !names.isEmpty()
                && requirementFiles().isEmpty()
                && paths().isEmpty()
                && List.of(
                                "pip",
                                "setuptools",
                                "wheel",
                                "uv",
                                "poetry",
                                "pdm",
                                "pipenv",
                                "pip-tools",
                                "virtualenv",
                                "build",
                                "hatch")
                        .containsAll(names);
    }
}
