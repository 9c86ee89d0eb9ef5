package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.line.Parser;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation says what the program does: where that is cheap to know, it is known here. */
class DocumentationTest {
    @Test
    void everyErrorCodeHasItsSectionInTheOrderOfTheEnum() {
        assertThat(sections("docs/errors.md").stream().map(Section::title))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::id).toList());
    }

    @Test
    void everyErrorHasAnExampleAHintAndAWayOut() {
        for (Section section : sections("docs/errors.md")) {
            assertThat(section.text()).as(section.title()).contains("```\nerror: ", "\n**Way out.** ");
            if (!section.title().equals("bug") && !section.title().equals("interrupted")) {
                assertThat(section.text()).as(section.title()).contains("\nhint: ");
            }
        }
    }

    @Test
    void examplesInHelpAreUnderstood() {
        for (Spec spec : Commands.specs()) {
            assertThat(spec.examples()).as(spec.name()).isNotEmpty();
            for (Spec.Example example : spec.examples()) {
                Commands.Chosen chosen =
                        Commands.choose(List.of(example.arguments().split(" ")));
                assertThat(chosen.command().spec().name()).isEqualTo(spec.name());
                Parser.parse(spec, chosen.words());
            }
        }
    }

    @Test
    void theReferenceOfCommandsIsTheirHelp() throws IOException {
        String reference = CommandReference.text();
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(Checkout.root().resolve("docs/commands.md"), reference);
        }
        assertThat(Checkout.text("docs/commands.md"))
                .as("written anew by -Dupdate.golden=true")
                .isEqualTo(reference);
    }

    @Test
    void theManualPagesAreThoseOfTheCommands() throws IOException {
        Path folder = Checkout.root().resolve("docs/man");
        if (Boolean.getBoolean("update.golden")) {
            for (var page : ManPageTest.pages().entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(ManPageTest.pages().keySet());
        }
        ManPageTest.pages()
                .forEach((name, page) -> assertThat(Checkout.text("docs/man/" + name))
                        .as("written anew by -Dupdate.golden=true")
                        .isEqualTo(page));
    }

    @Test
    void everyDependencyHasItsRowAndEveryRowIsADependency() {
        var declared = new TreeSet<String>();
        for (String pom : List.of("pom.xml", "core/pom.xml", "cli/pom.xml", "testkit/pom.xml")) {
            String text = Checkout.text(pom).replaceAll("(?s)<dependencyManagement>.*</dependencyManagement>", "");
            Matcher artifact = Pattern.compile(
                            "<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>")
                    .matcher(text);
            artifact.results().map(found -> found.group(1)).forEach(declared::add);
        }
        declared.removeIf(name -> name.startsWith("terrarium-"));
        var documented = new TreeSet<String>();
        Pattern.compile("(?m)^\\| `([a-z0-9-]+)` ")
                .matcher(Checkout.text("docs/dependencies.md"))
                .results()
                .forEach(row -> documented.add(row.group(1)));
        assertThat(documented).isEqualTo(declared);
    }

    @Test
    void theVersionIsTheProjects() {
        assertThat(Checkout.text("pom.xml")).contains("<version>" + Version.NUMBER + "</version>");
        assertThat(Checkout.text("CHANGELOG.md")).contains("## " + Version.NUMBER);
    }

    @Test
    void linksBetweenPagesLeadSomewhere() throws IOException {
        var dead = new ArrayList<String>();
        List<Path> pages = new ArrayList<>();
        try (var walk = Files.walk(Checkout.root().resolve("docs"))) {
            walk.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
        }
        for (String page : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")) {
            pages.add(Checkout.root().resolve(page));
        }
        for (Path page : pages) {
            Matcher link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    dead.add(page.getFileName() + " → " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    /** A part of a page below one heading of the second level. */
    private record Section(String title, String text) {}

    private static List<Section> sections(String page) {
        var sections = new ArrayList<Section>();
        String[] parts = Checkout.text(page).split("(?m)^## ");
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int end = part.indexOf('\n');
            sections.add(new Section(part.substring(0, end), part.substring(end)));
        }
        return sections;
    }
}
