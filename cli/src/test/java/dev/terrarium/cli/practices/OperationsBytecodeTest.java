package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Step five, running well: bytecode and the interpreter's switches. */
@Tag("e2e")
class OperationsBytecodeTest {
    private static final String STANDARD_LIBRARY = "opt/app/python/3.13/lib/python3.13";

    @Practice("bytecode-precompiled")
    void everyModuleHasBytecodeOfItsSourceButForTestSuites() throws Exception {
        for (BuiltImage image : Images.all()) {
            var uncompiled = modules(image)
                    .filter(source -> !image.files().containsKey(Pyc.bytecodeOf(source.path())))
                    .map(Item::path)
                    .toList();
            assertThat(uncompiled).allMatch(path -> path.matches(".*/site-packages/.*/tests?/.*"));
            for (Item source : compiled(image)) {
                Pyc pyc = Pyc.read(image.file(Pyc.bytecodeOf(source.path())).bytes());
                assertThat(pyc.magic()).as(source.path()).isEqualTo(magic(image));
                assertThat(pyc.hash()).as(source.path()).isEqualTo(Pyc.hashOf(source.bytes(), pyc.magic()));
            }
        }
    }

    @Practice("stdlib-precompiled")
    void theStandardLibraryIsCompiledWhole() {
        for (BuiltImage image : Images.all()) {
            List<Item> sources = image.below(STANDARD_LIBRARY)
                    .filter(item -> item.isFile() && item.name().endsWith(".py"))
                    .toList();
            assertThat(sources)
                    .hasSizeGreaterThan(500)
                    .allMatch(source -> image.files().containsKey(Pyc.bytecodeOf(source.path())));
        }
    }

    @Practice("bytecode-survives-timestamps")
    void bytecodeIsValidWhateverTheTimesAre() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.below("opt").filter(item -> item.name().endsWith(".pyc")))
                    .hasSizeGreaterThan(1000)
                    .allMatch(item -> Pyc.read(item.head(16)).flags() == 1);
        }
    }

    @Practice("no-dontwritebytecode-trap")
    void bytecodeIsNotWrittenBecauseItIsThere() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).containsEntry("PYTHONDONTWRITEBYTECODE", "1");
            assertThat(modules(image).filter(source -> !source.path().matches(".*/tests?/.*")))
                    .allMatch(source -> image.files().containsKey(Pyc.bytecodeOf(source.path())));
        }
    }

    @Practice("hash-seed-left-random")
    void hashesAreRandom() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).doesNotContainKey("PYTHONHASHSEED");
            assertThat(image.text("opt/app/venv/bin/" + image.server())).doesNotContain("HASHSEED");
        }
    }

    @Practice("asserts-and-docstrings-kept")
    void nothingIsOptimisedAway() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).doesNotContainKey("PYTHONOPTIMIZE");
            assertThat(image.command()).doesNotContain("-O", "-OO");
            assertThat(image.files().keySet()).noneMatch(path -> path.matches(".*\\.opt-[12]\\.pyc"));
        }
    }

    @Practice("deterministic-bytecode")
    void bytecodeNamesItsSourceWhereItStands() {
        for (BuiltImage image : Images.all()) {
            assertThat(compiled(image))
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(Pyc.read(image.file(Pyc.bytecodeOf(source.path()))
                                            .bytes())
                                    .names(source.path()))
                            .isTrue());
        }
    }

    /** Every file of source that the interpreter could import: links are other names of such. */
    private static Stream<Item> modules(BuiltImage image) {
        return image.below("opt/app")
                .filter(item -> item.isFile() && item.name().endsWith(".py"));
    }

    private static List<Item> compiled(BuiltImage image) {
        return modules(image)
                .filter(source -> image.files().containsKey(Pyc.bytecodeOf(source.path())))
                .toList();
    }

    private static int magic(BuiltImage image) throws Exception {
        return Math.toIntExact(
                image.record("dev.terrarium.interpreter").required("magic").whole());
    }
}
