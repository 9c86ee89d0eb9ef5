package dev.terrarium.lock.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.elf.Elf;
import dev.terrarium.elf.ElfFacts;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.ElfSample;
import dev.terrarium.elf.Machine;
import dev.terrarium.elf.MalformedElf;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.libraries.NativeLibraries.SystemPackage;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import dev.terrarium.oci.Platform;
import dev.terrarium.tree.TreePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
    private static final NativeLibraries TRIXIE = new NativeLibraries("debian:trixie", Platform.AMD64, Set.of());

    private static final ElfFacts LIBC = facts(
            "usr/lib/x86_64-linux-gnu/libc.so.6",
            ElfSample.amd64().soname("libc.so.6").defines("GLIBC_2.2.5", "GLIBC_2.9", "GLIBC_2.41"));

    @Test
    void whatEveryWheelMayExpectIsMappedToItsPackage() throws Exception {
        var numpy = wheel(
                "numpy",
                "numpy/core.so",
                ElfSample.amd64()
                        .needed("libstdc++.so.6", "libc.so.6", "ld-linux-x86-64.so.2")
                        .wants("libc.so.6", "GLIBC_2.9"));
        var pandas = wheel("pandas", "pandas/lib.so", ElfSample.amd64().needed("libstdc++.so.6", "libgcc_s.so.1"));

        assertThat(packages(List.of(numpy, pandas), LIBC))
                .hasSize(2)
                .containsEntry("libgcc-s1", new TreeSet<>(List.of("pandas")))
                .containsEntry("libstdc++6", new TreeSet<>(List.of("numpy", "pandas")));
    }

    @Test
    void theNameOfAPackageFollowsTheSuite() throws Exception {
        var gui = List.of(wheel("gui", "gui/a.so", ElfSample.amd64().needed("libgthread-2.0.so.0")));

        assertThat(TRIXIE.needed(gui, List.of(), List.of(), having("libglib2.0-0t64"))
                        .packages())
                .containsOnlyKeys("libglib2.0-0t64");
        assertThat(TRIXIE.needed(gui, List.of(), List.of(), having("libglib2.0-0"))
                        .packages())
                .containsOnlyKeys("libglib2.0-0");
    }

    @Test
    void whatAWheelCarriesOrAnotherWheelProvidesIsNotMissing() throws Exception {
        var torch = wheel(
                "torch",
                "torch/lib/libtorch.so",
                ElfSample.amd64()
                        .needed("libcudart.so.12", "libblas-1a2b.so", "libcuda.so.1")
                        .runpath("$ORIGIN/../../nvidia/lib:$ORIGIN"));
        var nvidia = wheel("nvidia", "nvidia/lib/libcudart.so.12", ElfSample.amd64());
        var blas = wheel("blas", "torch.libs/libblas-1a2b.so", ElfSample.amd64().soname("libblas.so.3"));

        assertThat(packages(List.of(torch, nvidia, blas), LIBC)).isEmpty();
    }

    @Test
    void binariesForOtherMachinesAreData() throws Exception {
        var data = wheel("data", "data/arm.so", ElfSample.of(Machine.ARM64).needed("libnowhere.so.1"));

        assertThat(packages(List.of(data), LIBC)).isEmpty();
    }

    @Test
    void allThatIsMissingIsToldAtOnceByNameAndFile() throws Exception {
        var wheels = List.of(
                wheel("psycopg2", "psycopg2/_psycopg.so", ElfSample.amd64().needed("libodd.so.5", "libc.so.6")),
                wheel(
                        "new",
                        "new/core.so",
                        ElfSample.amd64().needed("libc.so.6").wants("libc.so.6", "GLIBC_2.9", "GLIBC_2.43")),
                wheel("odd", "odd/x.so", ElfSample.amd64().needed("/opt/odd/libodd.so")));

        assertThatThrownBy(() -> packages(wheels, LIBC))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems())
                                .extracting(Problem::message)
                                .containsExactlyInAnyOrder(
                                        "`psycopg2` needs `libodd.so.5`, which no wheel brings and no package of `debian:trixie`"
                                                + " is known to have (`psycopg2/_psycopg.so`)",
                                        "`odd` needs `/opt/odd/libodd.so`, which no wheel brings and no package of"
                                                + " `debian:trixie` is known to have (`odd/x.so`)",
                                        "`new` needs `GLIBC_2.43` of `libc.so.6`, which `debian:trixie` does not have; it has"
                                                + " `GLIBC_2.41` (`new/core.so`)"));
    }

    @Test
    void aPackageThatTheUserNamedEndsTheSearch() throws Exception {
        var wheel = wheel("psycopg2", "psycopg2/_psycopg.so", ElfSample.amd64().needed("libpq.so.5"));
        ElfFacts libpq = facts("usr/lib/libpq.so.5.17", ElfSample.amd64().soname("libpq.so.5"));

        assertThat(packages(List.of(wheel), LIBC, libpq)).isEmpty();
    }

    @Test
    void everyLibraryOfThePoliciesHasAPackageInEverySuite() throws Exception {
        String all = "libgcc_s.so.1 libstdc++.so.6 libm.so.6 libmvec.so.1 libanl.so.1 libdl.so.2 librt.so.1 libc.so.6"
                + " libnsl.so.1 libutil.so.1 libpthread.so.0 libX11.so.6 libXext.so.6 libXrender.so.1 libICE.so.6"
                + " libSM.so.6 libGL.so.1 libgobject-2.0.so.0 libgthread-2.0.so.0 libglib-2.0.so.0 libresolv.so.2"
                + " libexpat.so.1 libz.so.1 libatomic.so.1";

        assertThat(all.split(" "))
                .hasSize(24)
                .allSatisfy(soname -> assertThat(PackageNames.of(soname)).isNotEmpty());
    }

    @Test
    void everyFactOfTheTablesHasItsPlaceAndItsSource() throws Exception {
        assertThat(WheelNeeds.all())
                .hasSizeGreaterThan(70)
                .doesNotHaveDuplicates()
                .allSatisfy(row -> {
                    assertThat(row.source()).startsWith("https://");
                    assertThat(row.wheel()).matches("[a-z0-9]+(-[a-z0-9]+)*");
                    if (row.grade() != WheelNeeds.Grade.LACKS) {
                        assertThat(PackageNames.of(row.name())).as(row.name()).isNotEmpty();
                    }
                });
        assertThat(PackageNames.all())
                .hasSizeGreaterThan(250)
                .allSatisfy(
                        name -> assertThat(PackageNames.of(name)).allMatch(deb -> deb.matches("[a-z0-9][a-z0-9+.-]+")));
    }

    @Test
    void aKnownWheelThatWorksWithoutALibraryDoesNotGetIt() throws Exception {
        var wheel = wheel("numba", "numba/tbbpool.so", ElfSample.amd64().needed("libtbb.so.12"));
        var nvshmem =
                wheel("nvidia-nvshmem-cu12", "nvidia/t.so", ElfSample.amd64().needed("libfabric.so.1"));

        assertThat(packages(List.of(wheel, nvshmem), LIBC)).isEmpty();
    }

    private static SortedMap<String, SortedSet<String>> packages(List<WheelFacts> wheels, ElfFacts... system)
            throws InterruptedException {
        List<SystemPackage> packages = Arrays.stream(system)
                .map(facts -> new SystemPackage("one", facts))
                .toList();
        return TRIXIE.needed(wheels, packages, List.of(), PackageSource.NOBODY).packages();
    }

    private static PackageSource having(String name) {
        return new PackageSource() {
            @Override
            public boolean has(String asked) {
                return asked.equals(name);
            }

            @Override
            public SortedMap<String, SortedSet<String>> owners(SortedSet<String> paths) {
                return new TreeMap<>();
            }
        };
    }

    private static WheelFacts wheel(String name, String path, ElfSample sample) {
        return new WheelFacts(name, facts(path, sample));
    }

    private static ElfFacts facts(String path, ElfSample sample) {
        var files = new ArrayList<ElfFile>();
        try {
            files.add(new ElfFile(TreePath.of(path), Elf.read(sample.bytes())));
        } catch (MalformedElf e) {
            throw new AssertionError(e);
        }
        return new ElfFacts(files, List.of());
    }
}
