package dev.terrarium.cli.build;

import dev.terrarium.archive.deflate.DeflateEncoder;
import dev.terrarium.cli.Version;
import dev.terrarium.debian.base.DebInstall;
import dev.terrarium.interpreter.DebianInterpreter;
import dev.terrarium.make.Compilation;
import dev.terrarium.make.bytecode.Bytecode;
import dev.terrarium.make.layer.TarRules;
import dev.terrarium.oci.record.BuilderRecord;
import dev.terrarium.plan.Rules;
import dev.terrarium.python.wheel.WheelInstall;

/** The versions of all rules in this program, gathered from the rooms that own them. */
final class BuildRules {
    static final Rules CURRENT = new Rules(
            TarRules.VERSION,
            DebInstall.INSTALL_RULES,
            DebianInterpreter.INSTALL_RULES,
            WheelInstall.INSTALL_RULES,
            Bytecode.RULES,
            Compilation.POLICY);

    private BuildRules() {}

    /** What an image says about who made it; the rules of .debs, interpreters and wheels are two digits each of one number. */
    static BuilderRecord record() {
        int install = CURRENT.debian() * 10_000 + CURRENT.interpreter() * 100 + CURRENT.wheel();
        return new BuilderRecord(Version.NUMBER, install, CURRENT.tar(), DeflateEncoder.ID);
    }
}
