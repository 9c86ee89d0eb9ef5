package dev.terrarium.project.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that a server can serve, found at the top level of a module.
 *
 * @param attribute {@code app}, or {@code create_app()} for a function that makes one
 * @param asgi whether it speaks ASGI; otherwise WSGI
 */
record ApplicationObject(Framework framework, Module module, String attribute, boolean asgi, int line) {
    enum Framework {
        FASTAPI("FastAPI"),
        STARLETTE("Starlette"),
        FLASK("Flask"),
        DJANGO("Django");

        private final String title;

        Framework(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private record Maker(Framework framework, boolean asgi) {}

    private static final Map<String, Maker> MAKERS = Map.of(
            "fastapi.FastAPI", new Maker(Framework.FASTAPI, true),
            "fastapi.applications.FastAPI", new Maker(Framework.FASTAPI, true),
            "starlette.applications.Starlette", new Maker(Framework.STARLETTE, true),
            "flask.Flask", new Maker(Framework.FLASK, false),
            "flask.app.Flask", new Maker(Framework.FLASK, false),
            "django.core.wsgi.get_wsgi_application", new Maker(Framework.DJANGO, false),
            "django.core.asgi.get_asgi_application", new Maker(Framework.DJANGO, true));

    private static final Pattern ASSIGNED = Pattern.compile("(\\w+)\\s*(?::[^=]+)?=\\s*([\\w.]+)\\s*\\(.*");
    private static final Pattern CALLED = Pattern.compile("([\\w.]+)\\s*\\(");
    private static final Pattern FACTORY =
            Pattern.compile("def\\s+(create_app|make_app|create_application|get_app)\\s*\\((.*)\\).*:");

    /** {@code shop.main:app}. */
    String target() {
        return module.name() + ":" + attribute;
    }

    boolean isFactory() {
        return attribute.endsWith("()");
    }

    String place() {
        return module.path() + ":" + line;
    }

    /** All of a module, objects before functions; a function counts only where there is no object. */
    static List<ApplicationObject> in(Module module) {
        var found = new ArrayList<ApplicationObject>();
        var factories = new ArrayList<ApplicationObject>();
        List<PythonSource.Line> lines = module.source().lines();
        for (int i = 0; i < lines.size(); i++) {
            PythonSource.Line line = lines.get(i);
            if (line.indented()) {
                continue;
            }
            Matcher assigned = ASSIGNED.matcher(line.code());
            if (assigned.matches()) {
                Optional.ofNullable(MAKERS.get(module.meaning(assigned.group(2))))
                        .ifPresent(maker -> found.add(new ApplicationObject(
                                maker.framework, module, assigned.group(1), maker.asgi, line.number())));
            }
            Matcher factory = FACTORY.matcher(line.code());
            if (factory.matches() && takesNothing(factory.group(2))) {
                madeBelow(module, i)
                        .ifPresent(maker -> factories.add(new ApplicationObject(
                                maker.framework, module, factory.group(1) + "()", maker.asgi, line.number())));
            }
        }
        return List.copyOf(found.isEmpty() ? factories : found);
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

    private static Optional<Maker> madeBelow(Module module, int definition) {
        List<PythonSource.Line> lines = module.source().lines();
        for (int i = definition + 1; i < lines.size() && lines.get(i).indented(); i++) {
            for (Matcher called = CALLED.matcher(lines.get(i).code()); called.find(); ) {
                Maker maker = MAKERS.get(module.meaning(called.group(1)));
                if (maker != null) {
                    return Optional.of(maker);
                }
            }
        }
        return Optional.empty();
    }
}
