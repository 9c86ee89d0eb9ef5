package dev.terrarium.python.lockfile;

import dev.terrarium.python.Target;
import java.util.List;

/** What stands in for the lock of a project that needs no distribution. */
public record NothingLocked() implements ProjectLock {
    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        return new LockedPackages(List.of(), List.of());
    }
}
