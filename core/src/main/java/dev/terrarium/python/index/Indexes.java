package dev.terrarium.python.index;

import dev.terrarium.http.Http;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.WheelFilename;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the configured places offer of a project, each asked once.
 *
 * <p>The first index that knows a project answers for it, alone: taking the best of all indexes would let anybody who can publish
 * under a private package's name replace it. What is bound to an index is looked for there alone. Pages of links are read besides; they were named file by file.
 */
public final class Indexes {
    private final PythonSources sources;
    private final Pages pages;
    private final Map<PackageName, List<IndexFile>> known = new ConcurrentHashMap<>();
    private final Map<Source, List<IndexFile>> links = new ConcurrentHashMap<>();

    public Indexes(PythonSources sources, Http http) {
        this.sources = sources;
        this.pages = new Pages(http);
    }

    public PythonSources sources() {
        return sources;
    }

    /**
     * The files of a project, in the order of the places and of their pages; none when nobody knows it.
     *
     * @throws dev.terrarium.error.EnvironmentError when a place that has to be asked does not answer, or not sensibly
     */
    public List<IndexFile> files(PackageName project) {
        List<IndexFile> files = known.get(project);
        if (files == null) {
            files = ask(project);
            known.put(project, files);
        }
        return files;
    }

    private List<IndexFile> ask(PackageName project) {
        var found = new ArrayList<IndexFile>();
        boolean answered = false;
        for (Source source : sources.of(project)) {
            switch (source.kind()) {
                case LINKS ->
                    linksOf(source).stream().filter(file -> isOf(project, file)).forEach(found::add);
                case INDEX -> {
                    Optional<List<IndexFile>> page = answered ? Optional.empty() : pages.project(source, project);
                    page.ifPresent(found::addAll);
                    answered |= page.isPresent();
                }
            }
        }
        return found.stream().map(Pages::hashed).toList();
    }

    private List<IndexFile> linksOf(Source source) {
        List<IndexFile> files = links.get(source);
        if (files == null) {
            files = pages.links(source);
            links.put(source, files);
        }
        return files;
    }

    /** By its name alone; of an sdist, whatever follows the project's name and a dash is its version. */
    private static boolean isOf(PackageName project, IndexFile file) {
        if (file.isWheel()) {
            try {
                return WheelFilename.read(file.filename()).name().equals(project);
            } catch (Malformed e) {
                return false;
            }
        }
        int dash = file.filename().lastIndexOf('-');
        return dash > 0
                && PackageName.parse(file.filename().substring(0, dash))
                        .filter(project::equals)
                        .isPresent();
    }
}
