package dev.terrarium.python.wheel;

import java.util.Comparator;

/**
 * A name under which a distribution offers an object: {@code gunicorn = gunicorn.app.wsgiapp:run}.
 *
 * @param group {@code console_scripts} are commands
 * @param attribute dotted, inside the module; empty when the module itself is offered
 * @see <a href="https://packaging.python.org/en/latest/specifications/entry-points/">entry points</a>
 */
public record EntryPoint(String group, String name, String module, String attribute) implements Comparable<EntryPoint> {
    private static final Comparator<EntryPoint> ORDER =
            Comparator.comparing(EntryPoint::group).thenComparing(EntryPoint::name);

    /** Whether it is installed as a command. */
    public boolean isScript() {
        return group.equals("console_scripts") || group.equals("gui_scripts");
    }

    @Override
    public int compareTo(EntryPoint other) {
        return ORDER.compare(this, other);
    }
}
