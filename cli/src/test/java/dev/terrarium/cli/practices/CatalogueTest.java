package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Checkout;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sees to it that every practice that the catalogue promises is tested, or built by an issue that is known. */
class CatalogueTest {
    private static final int MOST_LATER = 40;
    private static final List<Class<?>> TESTS = List.of(
            WorkingStartTest.class,
            WorkingFilesTest.class,
            SecurityRightsTest.class,
            SecurityContentsTest.class,
            SecurityOriginsTest.class,
            DebuggableTest.class,
            OperationsStartTest.class,
            OperationsProcessesTest.class,
            OperationsBytecodeTest.class,
            ReproducibleInputsTest.class,
            ReproducibleLayersTest.class);

    private final Map<String, List<Method>> tested = TESTS.stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Practice.class))
            .collect(Collectors.groupingBy(method -> practice(method), TreeMap::new, Collectors.toList()));
    private final Map<String, Catalogue.Later> later =
            Catalogue.later().stream().collect(Collectors.toMap(Catalogue.Later::id, Function.identity()));

    @Test
    void everyPromisedPracticeIsTestedOnImagesOrMarkedNeverBoth() {
        var known = new ArrayList<>(tested.keySet());
        known.addAll(later.keySet());
        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.promised().stream().map(Catalogue.Entry::id).toList());
    }

    @Test
    void aPracticeHasOneTest() {
        assertThat(tested.values()).allMatch(methods -> methods.size() == 1);
    }

    @Test
    void theTestsRunWhereImagesAreBuilt() {
        assertThat(TESTS).allMatch(type -> type.getAnnotation(Tag.class).value().equals("e2e"));
    }

    @Test
    void fewPracticesAreLeftToLaterIssuesAndEachHasItsItem() {
        assertThat(later).hasSizeLessThanOrEqualTo(MOST_LATER);
        assertThat(later.values())
                .allMatch(mark -> List.of("Every project", "Fast and unbreakable", "Registries", "Audit")
                        .contains(mark.issue()))
                .allMatch(mark -> mark.item().matches("[0-9]+|[A-D][0-9]*")
                        && !mark.missing().isBlank());
    }

    @Test
    void theTableInTheDocumentationIsThis() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(Checkout.root().resolve("docs/practices-in-images.md"), page);
        }
        assertThat(Checkout.text("docs/practices-in-images.md"))
                .as("written anew by -Dupdate.golden=true")
                .isEqualTo(page);
    }

    private String page() {
        var page = new StringBuilder("""
                # Practices that images hold

                What the catalogue of practices says a builder can guarantee, in the order of the process, and the test that shows it on
                images that were built: it reads their bytes, not what the builder believes of them. %d practices are tested; %d wait for a
                later issue, named with its item. `./check` runs the tests; they are in `cli/src/test/java/dev/terrarium/cli/practices`.

                """.formatted(tested.size(), later.size()));
        page.append("| practice | step | what it asks for | shown by |\n|---|---|---|---|\n");
        for (Catalogue.Entry entry : Catalogue.promised()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(entry.id(), entry.step(), cell(entry.statement()), shownBy(entry.id())));
        }
        return page.toString();
    }

    private String shownBy(String id) {
        Catalogue.Later mark = later.get(id);
        if (mark != null) {
            return "not yet: *%s* %s (%s)".formatted(mark.issue(), mark.item(), mark.missing());
        }
        Method test = Objects.requireNonNull(tested.get(id)).getFirst();
        return "`%s.%s`".formatted(test.getDeclaringClass().getSimpleName(), test.getName());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
    }

    private static String practice(Method method) {
        return method.getAnnotation(Practice.class).value();
    }
}
