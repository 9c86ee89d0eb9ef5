package dev.terrarium.make.backend;

import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a back-end's wheel depends on, besides the interpreter.
 *
 * @param source the project's files, paths from its root
 * @param backend {@code module} or {@code module:object}, as the project names it
 * @param backendPath directories of the project that the back-end is imported from; empty when it is installed
 * @param requirements wheels that are installed for the back-end
 * @param sourceDateEpoch seconds since 1970; earlier than 1980, which zip cannot say, counts as 1980
 * @param version for back-ends that would ask git, which is not there
 */
public record BackendRequest(
        Tree source,
        String backend,
        List<TreePath> backendPath,
        List<InstalledWheel> requirements,
        long sourceDateEpoch,
        Optional<String> version) {

    public BackendRequest {
        backendPath = List.copyOf(backendPath);
        requirements = List.copyOf(requirements);
    }

    public BackendRequest withRequirements(List<InstalledWheel> others) {
        return new BackendRequest(source, backend, backendPath, others, sourceDateEpoch, version);
    }
}
