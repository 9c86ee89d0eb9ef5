package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.CompatibleTags;
import dev.terrarium.python.Misfit;
import dev.terrarium.python.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses of each locked distribution the wheel that fits a target best: by the order of tags, then by build tag.
 *
 * <p>Only wheels: sources are not built. All distributions without a fitting wheel are one error, each with what exists and why it
 * does not fit.
 */
public final class WheelChoice {
    private static final int SHOWN = 3;

    private final Target target;
    private final CompatibleTags tags;

    private WheelChoice(Target target) {
        this.target = target;
        this.tags = CompatibleTags.of(target);
    }

    /**
     * The wheels, sorted by name.
     *
     * @param locked with all its files known: see {@link FileNames}
     * @throws UserError WHEEL_MISSING, a problem for each distribution
     */
    public static List<ChosenWheel> choose(LockedPackages locked, Target target) {
        var choice = new WheelChoice(target);
        var chosen = new ArrayList<ChosenWheel>();
        var problems = new ArrayList<Problem>();
        for (LockedPackage wanted : locked.packages()) {
            LockedPackage.Offer.Wheels offer = switch (wanted.offer()) {
                case LockedPackage.Offer.Wheels wheels -> wheels;
                case LockedPackage.Offer.Hashes hashes -> throw unknown(wanted);
                case LockedPackage.Offer.Pin pin -> throw unknown(wanted);
            };
            choice.best(offer)
                    .ifPresentOrElse(
                            file -> chosen.add(chosen(wanted, file)),
                            () -> problems.add(choice.missing(wanted, offer)));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return List.copyOf(chosen);
    }

    private static IllegalArgumentException unknown(LockedPackage wanted) {
        return new IllegalArgumentException("the files of " + wanted + " are not known yet");
    }

    private static ChosenWheel chosen(LockedPackage wanted, LockedFile file) {
        return new ChosenWheel(
                wanted.name(),
                wanted.version(),
                file.filename().text(),
                file.sha256(),
                file.size(),
                file.url().stream().toList(),
                wanted.dependencies());
    }

    private Optional<LockedFile> best(LockedPackage.Offer.Wheels offer) {
        Comparator<LockedFile> byRank =
                Comparator.comparingInt(file -> -tags.rank(file.filename()).orElseThrow());
        return offer.wheels().stream()
                .filter(file -> tags.rank(file.filename()).isPresent()
                        && file.requiresPython().contains(target.python()))
                .max(byRank.thenComparing(LockedFile::filename));
    }

    private Optional<Misfit> misfit(LockedFile file) {
        return Misfit.of(file.filename(), tags)
                .or(() -> file.requiresPython().contains(target.python())
                        ? Optional.empty()
                        : Optional.of(new Misfit.RequiresPython(file.requiresPython())));
    }

    private record Refused(LockedFile file, Misfit why) {}

    private Problem missing(LockedPackage wanted, LockedPackage.Offer.Wheels offer) {
        List<Refused> refused = offer.wheels().stream()
                .flatMap(file -> misfit(file).stream().map(why -> new Refused(file, why)))
                .sorted(Comparator.comparingInt((Refused it) -> distance(it.why()))
                        .thenComparing(it -> it.file().filename()))
                .toList();
        return new Problem(
                        ErrorCode.WHEEL_MISSING,
                        "`" + wanted + "` has no wheel for " + target + ": " + exists(refused, offer.hasSources()),
                        Optional.empty(),
                        List.of(hint(wanted, refused)))
                .at(wanted.place());
    }

    private static String exists(List<Refused> refused, boolean sources) {
        if (refused.isEmpty()) {
            return sources ? "there are only sources, and those are not built" : "no file is locked";
        }
        var parts = new ArrayList<String>();
        for (Refused one : refused.subList(0, Math.min(SHOWN, refused.size()))) {
            parts.add("`" + one.file().filename() + "` " + one.why().sentence());
        }
        String more = refused.size() > SHOWN ? "; and " + (refused.size() - SHOWN) + " more wheels" : "";
        return String.join("; ", parts) + more;
    }

    /** The nearest miss is told first. */
    private static int distance(Misfit why) {
        return switch (why) {
            case Misfit.Glibc glibc -> 0;
            case Misfit.RequiresPython requires -> 1;
            case Misfit.Python python -> 2;
            case Misfit.Platform platform -> 3;
            case Misfit.Tag tag -> 4;
            case Misfit.Sources sources -> 5;
        };
    }

    private static String hint(LockedPackage wanted, List<Refused> refused) {
        if (refused.isEmpty()) {
            return "lock a release of `" + wanted.name() + "` that has wheels";
        }
        return switch (refused.getFirst().why()) {
            case Misfit.Glibc glibc ->
                "choose an `os` with a newer glibc, or lock another release of `" + wanted.name() + "`";
            case Misfit.RequiresPython requires ->
                "choose another Python with --python, or lock another release of `" + wanted.name() + "`";
            case Misfit.Python python ->
                "choose another Python with --python, or lock another release of `" + wanted.name() + "`";
            case Misfit.Platform platform ->
                "lock a release of `" + wanted.name()
                        + "` that has wheels for this platform, or leave it out by a marker";
            case Misfit.Tag tag ->
                "lock a release of `" + wanted.name()
                        + "` that has wheels for this platform, or leave it out by a marker";
            case Misfit.Sources sources -> "lock a release of `" + wanted.name() + "` that has wheels";
        };
    }
}
