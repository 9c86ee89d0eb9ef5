package dev.terrarium.project.start;

import dev.terrarium.project.start.Framework.Maker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All application objects of a project: what is assigned at the top level of a module, be it made there or by a function of the
 * project; and functions with a usual name that make one, where nothing is assigned.
 *
 * <p>What a branch or a loop makes is not seen, and what is made by a function of another package isn't either: nothing is run.
 */
final class ApplicationObjects {
    private static final Pattern ASSIGNED =
            Pattern.compile("(\\w+)\\s*(?::[^=]+)?=\\s*(?:\\w+\\s*=\\s*){0,8}([\\w.]+)\\s*\\(.*");
    private static final Pattern CALLED = Pattern.compile("([\\w.]+)\\s*\\(");
    private static final Pattern FUNCTION = Pattern.compile("(?:async\\s+)?def\\s+(\\w+)\\s*\\((.*)\\).*:.*");
    private static final Set<String> FACTORIES = Set.of(
            "create_app", "make_app", "build_app", "create_application", "make_application", "get_app", "app_factory");
    private static final Set<String> USUAL_NAMES = Set.of("app", "application", "celery", "celery_app");
    private static final Set<String> USUAL_MODULES =
            Set.of("main", "app", "application", "wsgi", "asgi", "server", "web", "celery", "celery_app");

    /** Longer lines are tables of data, and patterns would take for ever over them. */
    private static final int LONGEST = 4_000;

    private final Map<String, Maker> functions = new HashMap<>();
    private final List<ApplicationObject> all;

    private ApplicationObjects(Modules modules) {
        for (Module module : modules.all()) {
            topLevel(module, FUNCTION)
                    .forEach((line, function) -> madeBelow(module, line)
                            .ifPresent(maker -> functions.put(module.name() + "." + function.group(1), maker)));
        }
        all = modules.all().stream().flatMap(this::in).toList();
    }

    static ApplicationObjects of(Modules modules) {
        return new ApplicationObjects(modules);
    }

    /** Objects, and functions where there are no objects of the same framework. */
    List<ApplicationObject> all() {
        return all.stream()
                .filter(object -> !object.isFactory()
                        || all.stream()
                                .noneMatch(other -> !other.isFactory() && other.framework() == object.framework()))
                .toList();
    }

    /** Those of one module. */
    List<ApplicationObject> in(String module) {
        return all.stream()
                .filter(object -> object.module().name().equals(module))
                .toList();
    }

    /** The one that a person would guess: of a usual name, in a module of a usual name; all where that leaves several. */
    static List<ApplicationObject> likeliest(List<ApplicationObject> candidates) {
        List<ApplicationObject> named = candidates.stream()
                .filter(object -> USUAL_NAMES.contains(object.attribute()) || object.isFactory())
                .toList();
        List<ApplicationObject> likely = named.isEmpty() ? candidates : named;
        List<ApplicationObject> placed = likely.stream()
                .filter(object -> USUAL_MODULES.contains(object.module().lastName()))
                .toList();
        return placed.size() == 1 ? placed : likely.size() == 1 ? likely : candidates;
    }

    private Stream<ApplicationObject> in(Module module) {
        var found = new LinkedHashMap<String, ApplicationObject>();
        topLevel(module, ASSIGNED)
                .forEach((line, assigned) -> made(module, assigned.group(2))
                        .ifPresent(maker ->
                                found.putIfAbsent(assigned.group(1), object(maker, module, assigned.group(1), line))));
        if (!found.isEmpty()) {
            return found.values().stream();
        }
        topLevel(module, FUNCTION).forEach((line, function) -> {
            Maker maker = functions.get(module.name() + "." + function.group(1));
            if (maker != null && FACTORIES.contains(function.group(1)) && takesNothing(function.group(2))) {
                String attribute = function.group(1) + "()";
                found.put(attribute, object(maker, module, attribute, line));
            }
        });
        return found.values().stream();
    }

    private static ApplicationObject object(Maker maker, Module module, String attribute, int line) {
        return new ApplicationObject(
                maker.framework(),
                maker.protocol(),
                module,
                attribute,
                module.source().lines().get(line).number());
    }

    /** Lines of no block that look so, by their index. */
    private static Map<Integer, Matcher> topLevel(Module module, Pattern pattern) {
        var found = new LinkedHashMap<Integer, Matcher>();
        List<PythonSource.Line> lines = module.source().lines();
        for (int i = 0; i < lines.size(); i++) {
            String code = lines.get(i).code();
            Matcher matcher = pattern.matcher(code);
            if (!lines.get(i).indented() && code.length() <= LONGEST && matcher.matches()) {
                found.put(i, matcher);
            }
        }
        return found;
    }

    /** What a call makes: a framework's own class, or what a function of the project makes, here or imported. */
    private Optional<Maker> made(Module module, String called) {
        String meaning = module.meaning(called);
        return Framework.madeBy(meaning)
                .or(() -> Optional.ofNullable(functions.get(meaning)))
                .or(() -> Optional.ofNullable(functions.get(module.name() + "." + called)));
    }

    private static Optional<Maker> madeBelow(Module module, int definition) {
        var makers = new ArrayList<Maker>();
        List<PythonSource.Line> lines = module.source().lines();
        for (int i = definition + 1; i < lines.size() && lines.get(i).indented(); i++) {
            for (Matcher called = CALLED.matcher(lines.get(i).code()); called.find(); ) {
                Framework.madeBy(module.meaning(called.group(1))).ifPresent(makers::add);
            }
        }
        return makers.stream().findFirst();
    }

    private static boolean takesNothing(String parameters) {
        for (String parameter : parameters.split(",")) {
            boolean optional = parameter.isBlank()
                    || parameter.contains("=")
                    || parameter.strip().startsWith("*");
            if (!optional) {
                return false;
            }
        }
        return true;
    }
}
