package dev.terrarium.audit.tool;

import dev.terrarium.dockerfile.shell.Invocation;
import java.util.List;
import java.util.Set;

/**
 * A command of an operating system's package manager.
 *
 * @param manager {@code apt-get}, {@code apk} …
 * @param command {@code install}, {@code add}, {@code update} …
 */
public record SystemInstall(String manager, String command, CommandLine line) {
    private static final Set<String> COMPILERS = Set.of(
            "gcc",
            "g++",
            "gcc-c++",
            "clang",
            "build-essential",
            "build-base",
            "make",
            "cmake",
            "rustc",
            "cargo",
            "rust",
            "gfortran",
            "musl-dev",
            "libc6-dev",
            "libc-dev",
            "ninja-build",
            "autoconf",
            "automake",
            "@development-tools");

    public Invocation invocation() {
        return line.invocation();
    }

    public boolean isApt() {
        return manager.equals("apt-get") || manager.equals("apt") || manager.equals("aptitude");
    }

    /** Whether it brings packages in. */
    public boolean installs() {
        return command.equals("install") || command.equals("add") || command.equals("groupinstall");
    }

    /** The packages it names. */
    public List<CommandLine.Operand> packages() {
        return line.operands().subList(1, line.operands().size());
    }

    /** A package's name without version, suite or architecture. */
    public static String name(String operand) {
        return operand.replaceFirst("[=:~<>/].*", "");
    }

    /** Whether a package compiles things, or is only good for compiling. */
    public static boolean isForBuilding(String operand) {
        String name = name(operand);
        return COMPILERS.contains(name)
                || name.endsWith("-dev")
                || name.endsWith("-devel")
                || name.matches("(gcc|g\\+\\+|clang)-\\d+");
    }
}
