package dev.terrarium.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of rooms: a package may use what stands to its right, what those may use in turn, and {@code error} and {@code io}. */
class RoomsTest {
    private static final String ROOT = "dev.terrarium.";

    private static final Map<String, Set<String>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("error", Set.of());
        TABLE.put("io", Set.of("error"));
        TABLE.put("json", Set.of("io", "error"));
        TABLE.put("archive", Set.of("io", "error"));
        TABLE.put("dockerfile", Set.of("io", "error"));
        TABLE.put("oci", Set.of("json", "archive"));
        TABLE.put("store", Set.of("oci"));
        TABLE.put("tree", Set.of("oci", "archive", "store"));
        TABLE.put("http", Set.of("io", "error"));
        TABLE.put("secret", Set.of("io", "error"));
        TABLE.put("delivery", Set.of("oci", "archive", "store"));
        TABLE.put("elf", Set.of("tree"));
        TABLE.put("debian", Set.of("http", "archive", "tree", "elf"));
        TABLE.put("python", Set.of("http", "archive", "tree"));
        TABLE.put("project", Set.of("python", "secret"));
        TABLE.put("sandbox", Set.of("tree"));
        TABLE.put("interpreter", Set.of("debian", "python"));
        TABLE.put("lock", Set.of("interpreter", "project", "python", "debian", "elf"));
        TABLE.put("plan", Set.of("lock", "sandbox"));
        TABLE.put("make", Set.of("plan"));
        TABLE.put("audit", Set.of("dockerfile", "secret"));
    }

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.terrarium");

    @Test
    void everyRoomUsesOnlyWhatTheTableAllows() {
        var violations = new TreeSet<String>();
        for (JavaClass type : CORE) {
            Set<String> allowed = reachable(roomOf(type));
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !allowed.contains(roomOf(target))) {
                    violations.add(type.getName() + " uses " + target.getName());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        var unknown = new TreeSet<String>();
        CORE.forEach(type -> {
            if (!TABLE.containsKey(roomOf(type))) {
                unknown.add(type.getPackageName());
            }
        });
        assertThat(unknown).isEmpty();
    }

    @Test
    void onlyTheHttpRoomSpeaksHttp() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("dev.terrarium.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CORE);
    }

    @Test
    void nothingReadsTheEnvironmentOrTheClock() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.util.Locale.class, "getDefault")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }

    /** Digits and letter cases are a locale's too: {@code %d} writes other digits in Egypt than in Spain. */
    @Test
    void nothingIsWrittenInTheLocaleOfWhoeverBuilds() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(java.time.format.DateTimeFormatter.class, "ofPattern", String.class)
                .check(CORE);
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return name;
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static Set<String> reachable(String room) {
        var seen = new HashSet<>(List.of(room, "error", "io"));
        var next = new TreeSet<>(TABLE.getOrDefault(room, Set.of()));
        while (!next.isEmpty()) {
            String one = next.removeFirst();
            if (seen.add(one)) {
                next.addAll(TABLE.get(one));
            }
        }
        return seen;
    }
}
