package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Help;
import dev.terrarium.cli.line.ManPage;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.error.Similar;
import dev.terrarium.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code terrarium help}: what {@code --help} prints, or the same as a manual page. */
public final class HelpCommand implements Command {
    private final Supplier<List<Spec>> specs;

    /** @param specs the tables of all commands */
    public HelpCommand(Supplier<List<Spec>> specs) {
        this.specs = specs;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "help",
                "show help, or print a manual page",
                "Without a command, what there is. A manual page is printed as source: `terrarium help --man build | man -l -`"
                        + " shows it, and a folder of $MANPATH keeps it as man1/terrarium-build.1.",
                List.of(Operand.any("COMMAND", "the command, one word or two")),
                List.of(Option.flag("man", "print the source of the manual page")),
                List.of(
                        new Spec.Example("about one command", "help cache prune"),
                        new Spec.Example("the manual page of the program", "help --man"),
                        new Spec.Example("that of one command", "help --man build")));
    }

    @Override
    public Result run(Arguments arguments, Session session) {
        List<Spec> all = specs.get();
        boolean man = arguments.has("man");
        String name = String.join(" ", arguments.operands());
        if (name.isEmpty()) {
            return new Page(man ? ManPage.overview(all) : Help.overview(all));
        }
        Optional<Spec> found =
                all.stream().filter(spec -> spec.name().equals(name)).findFirst();
        Spec spec = found.orElseThrow(() -> new UsageError(
                "there is no command `" + name + "`",
                Similar.to(name, all.stream().map(Spec::name).toList())
                        .map(other -> "did you mean `terrarium help " + other + "`?")
                        .orElse("run `terrarium help`")));
        return new Page(man ? ManPage.of(spec) : Help.of(spec));
    }

    private record Page(String text) implements Result {
        @Override
        public Json.Members document() {
            return Json.Members.EMPTY.with("schema", "terrarium.help/1").with("text", text);
        }
    }
}
