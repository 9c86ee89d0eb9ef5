package dev.terrarium.lock.libraries;

import dev.terrarium.elf.ElfFacts;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.Machine;
import dev.terrarium.elf.VersionNeed;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.libraries.WheelNeeds.Grade;
import dev.terrarium.lock.libraries.WheelNeeds.Row;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the packages that the wheels of an environment need of the operating system, before an import fails in production.
 *
 * <p>Not a run of {@code ldd}: nothing is executed, and the answer names the wheel that asked. Asked twice: first with what the
 * base and the interpreter's packages provide, which gives the packages to add; then with those added, when it gives none and has
 * compared symbol versions. What is opened by name or started at run time is known of the wheels in {@link WheelNeeds} only.
 */
public final class NativeLibraries {
    private static final String LIBC = "libc.so.6";

    private final String os;
    private final Platform platform;
    private final Machine machine;
    private final Set<String> without;

    /**
     * @param os for messages: {@code debian:trixie}
     * @param without sonames and programs that nobody shall bring
     */
    public NativeLibraries(String os, Platform platform, Set<String> without) {
        this.os = os;
        this.platform = platform;
        this.machine = Machine.of(platform.architecture());
        this.without = Set.copyOf(without);
    }

    /**
     * A wheel's binaries.
     *
     * @param name normalised
     * @param facts with paths as in the image, or relative to {@code site-packages} for all wheels alike
     */
    public record WheelFacts(String name, ElfFacts facts) {}

    /** A package of the operating system or of the interpreter, and its binaries. */
    public record SystemPackage(String name, ElfFacts facts) {}

    /**
     * @param packages to add, each with the names of the wheels that asked
     * @param notes sentences about what wheels can use and was not asked for
     */
    public record Found(SortedMap<String, SortedSet<String>> packages, SortedSet<String> notes) {}

    /** @param where for people: the file that asks, or who says so */
    private record Need(String wheel, String name, String where) {}

    /**
     * @param wheels everything that is installed into the environment
     * @param system what goes in of the operating system and of the interpreter so far
     * @param locked packages that are locked because wheels asked for them
     * @throws UserError when a library is missing that no package is known for, or is too old; all of them at once
     */
    public Found needed(
            List<WheelFacts> wheels, List<SystemPackage> system, List<SystemPackage> locked, PackageSource source)
            throws InterruptedException {
        var provided = new SystemLibraries(system, machine);
        var carried = new WheelLibraries(wheels, machine);
        var names = system.stream().map(SystemPackage::name).collect(Collectors.toSet());
        var problems = new TreeMap<String, Problem>();
        List<Need> needs = linked(wheels, carried, provided, problems);
        needs.addAll(known(wheels, Grade.NEEDS, carried, provided, names));

        var answers = new Answers(platform, locked, source);
        answers.prepare(needs.stream().map(Need::name).collect(Collectors.toSet()));
        var packages = new TreeMap<String, SortedSet<String>>();
        for (Need need : needs) {
            Optional<String> deb = answers.packageOf(need.name());
            deb.ifPresent(name ->
                    packages.computeIfAbsent(name, key -> new TreeSet<>()).add(need.wheel()));
            if (deb.isEmpty()) {
                problems.putIfAbsent(need.wheel() + " " + need.name(), missing(need));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(List.copyOf(problems.values()));
        }
        names.addAll(packages.keySet());
        return new Found(packages, notes(known(wheels, Grade.USES, carried, provided, names), answers));
    }

    /** What headers ask for and nothing brings; symbol versions that are not there become problems. */
    private List<Need> linked(
            List<WheelFacts> wheels,
            WheelLibraries carried,
            SystemLibraries provided,
            SortedMap<String, Problem> problems) {
        var needs = new ArrayList<Need>();
        for (WheelFacts wheel : wheels) {
            for (ElfFile file : wheel.facts().files()) {
                if (!file.elf().machine().equals(machine)) {
                    continue;
                }
                for (String soname : file.elf().needed()) {
                    if (!carried.provide(file, soname)
                            && !provided.has(soname)
                            && !isNothingToBring(wheel.name(), soname)) {
                        needs.add(new Need(wheel.name(), soname, "`" + file.path() + "`"));
                    }
                }
                tooOld(wheel.name(), file, carried, provided)
                        .forEach(problem -> problems.putIfAbsent(problem.message(), problem));
            }
        }
        return needs;
    }

    /** What the table knows of these wheels and nothing brings. */
    private List<Need> known(
            List<WheelFacts> wheels,
            Grade grade,
            WheelLibraries carried,
            SystemLibraries provided,
            Set<String> packages) {
        Set<String> all = wheels.stream().map(WheelFacts::name).collect(Collectors.toSet());
        var needs = new ArrayList<Need>();
        for (WheelFacts wheel : wheels) {
            for (Row row : WheelNeeds.of(wheel.name(), all, grade)) {
                if (!carried.has(row.name())
                        && !provided.has(row.name())
                        && PackageNames.of(row.name()).stream().noneMatch(packages::contains)
                        && !without.contains(row.name())) {
                    needs.add(new Need(wheel.name(), row.name(), row.source()));
                }
            }
        }
        return needs;
    }

    private static SortedSet<String> notes(List<Need> uses, Answers answers) throws InterruptedException {
        var notes = new TreeSet<String>();
        for (Need use : uses) {
            answers.packageOf(use.name())
                    .ifPresent(deb -> notes.add("`" + use.wheel() + "` can use `" + use.name()
                            + "`: write packages = [\"" + deb + "\"] to have it (" + use.where() + ")"));
        }
        return notes;
    }

    private boolean isNothingToBring(String wheel, String soname) {
        return soname.startsWith("ld-linux")
                || PackageNames.comesFromTheHost(soname)
                || without.contains(soname)
                || WheelNeeds.worksWithout(wheel, soname);
    }

    private Problem missing(Need need) {
        return Problem.of(
                ErrorCode.LIBRARY_MISSING,
                "`" + need.wheel() + "` needs `" + need.name() + "`, which no wheel brings and no package of `" + os
                        + "` is known to have (" + need.where() + ")",
                "lock a version of `" + need.wheel()
                        + "` whose wheel carries it, or name the package that has it in `packages`",
                "if `" + need.wheel() + "` works without it, write without-libraries = [\"" + need.name() + "\"]");
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
                                + "`, which `" + os + "` does not have" + floor(need, provided) + " (`" + file.path()
                                + "`)",
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
