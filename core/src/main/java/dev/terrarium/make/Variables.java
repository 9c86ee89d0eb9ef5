package dev.terrarium.make;

import dev.terrarium.make.ImageFacts.Variable;
import dev.terrarium.oci.record.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which segment of an image each variable of its environment belongs to, so that it goes when that segment is replaced. */
public final class Variables {
    private static final Set<String> OS =
            Set.of("LANG", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME");
    private static final Set<String> DEPENDENCIES =
            Set.of("PATH", "VIRTUAL_ENV", "MPLCONFIGDIR", "NUMBA_CACHE_DIR", "HF_HOME");

    private Variables() {}

    /** @param ofProject names that the project's configuration sets: those are the project's, whatever they are called */
    public static Map<String, Variable> assign(Map<String, String> environment, Set<String> ofProject) {
        var assigned = new LinkedHashMap<String, Variable>();
        environment.forEach((name, value) -> assigned.put(
                name, new Variable(value, ofProject.contains(name) ? Segment.Name.PROJECT : segment(name))));
        return assigned;
    }

    private static Segment.Name segment(String name) {
        if (OS.contains(name)) {
            return Segment.Name.OS;
        }
        if (DEPENDENCIES.contains(name)) {
            return Segment.Name.DEPENDENCIES;
        }
        return name.startsWith("PYTHON") ? Segment.Name.CPYTHON : Segment.Name.PROJECT;
    }
}
