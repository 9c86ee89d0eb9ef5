package dev.terrarium.project.image;

import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.project.git.GitFacts;
import dev.terrarium.python.interpreter.Layout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The variables of an image: what makes Python observable and keeps its hands off what is read-only.
 *
 * <p>Nothing here fixes the hash seed, optimises, or is for an installer. {@code PYTHONDONTWRITEBYTECODE} is right only because
 * the bytecode is complete already.
 */
public final class ImageEnvironment {
    /** Where well-known packages write without being asked: all of it goes where a read-only root lets them. */
    private static final Map<String, String> CACHES = new TreeMap<>(Map.of(
            "XDG_CACHE_HOME", "/tmp/cache",
            "XDG_CONFIG_HOME", "/tmp/config",
            "XDG_DATA_HOME", "/tmp/data",
            "MPLCONFIGDIR", "/tmp/cache/matplotlib",
            "NUMBA_CACHE_DIR", "/tmp/cache/numba",
            "HF_HOME", "/tmp/cache/huggingface",
            "TMPDIR", "/tmp"));

    private ImageEnvironment() {}

    /** The variables in the order in which they stand in the image; the configured ones come last and win. */
    public static SequencedMap<String, String> of(Layout layout, Configuration configuration, GitFacts git) {
        var variables = new LinkedHashMap<String, String>();
        variables.put(
                "PATH",
                "/" + layout.scripts() + ":/" + layout.python().resolve("bin")
                        + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        variables.put("VIRTUAL_ENV", "/" + layout.environment());
        variables.put("LANG", "C.UTF-8");
        variables.put("HOME", "/home/app");
        variables.put("USER", "app");
        variables.put("LOGNAME", "app");
        variables.put("PYTHONFAULTHANDLER", "1");
        variables.put("PYTHONUNBUFFERED", "1");
        variables.put("PYTHONDONTWRITEBYTECODE", "1");
        variables.put("PYTHONNOUSERSITE", "1");
        variables.put("PYTHONSAFEPATH", "1");
        variables.putAll(CACHES);
        git.revision().ifPresent(revision -> variables.put("APP_REVISION", revision));
        variables.putAll(configuration.container().env());
        return Collections.unmodifiableSequencedMap(variables);
    }
}
