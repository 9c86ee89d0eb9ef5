package dev.terrarium.lock.libraries;

import dev.terrarium.debian.Suite;
import dev.terrarium.elf.ElfFacts;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.Machine;
import dev.terrarium.elf.VersionNeed;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the packages that the wheels of an environment need of the operating system, before an import fails in production.
 *
 * <p>Not a run of {@code ldd}: nothing is executed, and the answer names the wheel that asked. Asked twice: first with what the
 * base and the interpreter's packages provide, which gives the packages to add; then with those added, when it gives none and has
 * compared symbol versions. Libraries that are opened by name at run time cannot be seen.
 */
public final class NativeLibraries {
    private static final String LIBC = "libc.so.6";

    private final String suite;
    private final Machine machine;

    public NativeLibraries(String suite, Machine machine) {
        this.suite = suite;
        this.machine = machine;
    }

    /**
     * A wheel's binaries.
     *
     * @param name normalised
     * @param facts with paths as in the image, or relative to {@code site-packages} for all wheels alike
     */
    public record WheelFacts(String name, ElfFacts facts) {}

    /**
     * @param wheels everything that is installed into the environment
     * @param system what the packages of the operating system and of the interpreter provide so far
     * @return packages to add, each with the names of the wheels that asked
     * @throws UserError when a library is missing that no package is known for, or is too old; all of them at once
     */
    public SortedMap<String, SortedSet<String>> needed(List<WheelFacts> wheels, List<ElfFacts> system) {
        var packages = new TreeMap<String, SortedSet<String>>();
        var problems = new TreeMap<String, Problem>();
        var provided = new SystemLibraries(system, machine);
        var carried = new WheelLibraries(wheels, machine);
        LibraryPackages table = LibraryPackages.of(suite);
        for (WheelFacts wheel : wheels) {
            for (ElfFile file : wheel.facts().files()) {
                if (!file.elf().machine().equals(machine)) {
                    continue;
                }
                for (String soname : file.elf().needed()) {
                    if (carried.provide(file, soname) || provided.has(soname) || isNothingToBring(soname)) {
                        continue;
                    }
                    Optional<String> deb = table.packageOf(soname);
                    deb.ifPresent(name -> packages.computeIfAbsent(name, key -> new TreeSet<>())
                            .add(wheel.name()));
                    if (deb.isEmpty()) {
                        problems.putIfAbsent(wheel.name() + " " + soname, missing(wheel.name(), file, soname));
                    }
                }
                tooOld(wheel.name(), file, carried, provided)
                        .forEach(problem -> problems.putIfAbsent(problem.message(), problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(List.copyOf(problems.values()));
        }
        return packages;
    }

    private static boolean isNothingToBring(String soname) {
        return soname.startsWith("ld-linux") || LibraryPackages.comesFromTheHost(soname);
    }

    private Problem missing(String wheel, ElfFile file, String soname) {
        return Problem.of(
                ErrorCode.LIBRARY_MISSING,
                "`" + wheel + "` needs `" + soname + "`, which neither a wheel nor a package of the image brings (`"
                        + file.path() + "`)",
                "name the Debian package that has it in `packages`");
    }

    private List<Problem> tooOld(String wheel, ElfFile file, WheelLibraries carried, SystemLibraries provided) {
        var problems = new ArrayList<Problem>();
        for (VersionNeed need : file.elf().versionNeeds()) {
            if (carried.provide(file, need.soname())) {
                continue;
            }
            List<String> missing = provided.missing(need);
            if (!missing.isEmpty()) {
                problems.add(Problem.of(
                        ErrorCode.LIBRARY_MISSING,
                        "`" + wheel + "` needs `" + String.join("`, `", missing) + "` of `" + need.soname()
                                + "`, which `" + Suite.of(suite).os() + "` does not have" + floor(need, provided),
                        "choose a version of `" + wheel + "` with a wheel for an older system, or a newer `os`"));
            }
        }
        return problems;
    }

    private static String floor(VersionNeed need, SystemLibraries provided) {
        return need.soname().equals(LIBC)
                ? provided.newest(LIBC, "GLIBC_")
                        .map(version -> "; it has `" + version + "`")
                        .orElse("")
                : "";
    }
}
