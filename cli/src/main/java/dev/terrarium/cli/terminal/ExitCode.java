package dev.terrarium.cli.terminal;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;

/** How a run ended, as a script sees it; promised in {@code docs/decisions/003-exit-codes-and-errors.md}. */
public enum ExitCode {
    OK(0, "done"),
    FINDINGS(1, "done, and something was found that should be looked at"),
    USAGE(2, "the command line was not understood; nothing was done"),
    USER(3, "what the project or the command line asks for cannot be done"),
    ENVIRONMENT(4, "network, disk, engine or another part of the world refused"),
    TRUST(5, "bytes are not what somebody vouched for"),
    BUG(70, "a fault of this program"),
    INTERRUPTED(130, "stopped by Ctrl-C");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public static ExitCode of(TerrariumError error) {
        return switch (error) {
            case UserError _ -> USER;
            case EnvironmentError _ -> ENVIRONMENT;
            case TrustError _ -> TRUST;
        };
    }

    public int number() {
        return number;
    }

    /** A few words for the documentation. */
    public String meaning() {
        return meaning;
    }
}
