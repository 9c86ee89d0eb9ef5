package dev.terrarium.make;

import dev.terrarium.debian.base.DebInstall;
import dev.terrarium.debian.base.InstalledDeb;
import dev.terrarium.debian.deb.DebPackage;
import dev.terrarium.interpreter.InterpreterProvider;
import dev.terrarium.interpreter.InterpreterProvider.Part;
import dev.terrarium.interpreter.StandaloneInterpreter;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Trees of .debs, each opened once in a run however many fragments read it, and of interpreters. */
public final class DebianTrees {
    private final Store store;
    private final Contents contents;
    private final InterpreterProvider provider;
    private final Map<Digest, InstalledDeb> installed = new ConcurrentHashMap<>();

    public DebianTrees(Store store, InterpreterProvider provider) {
        this.store = store;
        this.contents = new Contents(store);
        this.provider = provider;
    }

    /** A package as it goes into an image. */
    InstalledDeb installed(Digest deb) throws IOException {
        InstalledDeb known = installed.get(deb);
        if (known != null) {
            return known;
        }
        DebPackage opened = DebPackage.open(store, deb, deb.toString());
        String name = nameOf(opened);
        var made =
                new InstalledDeb(name, key(deb), DebInstall.install(name, opened.control(), opened.data(), contents));
        installed.put(deb, made);
        return made;
    }

    List<InstalledDeb> installed(List<Digest> debs) throws IOException {
        var all = new ArrayList<InstalledDeb>();
        for (Digest deb : debs) {
            all.add(installed(deb));
        }
        return all;
    }

    /** The interpreter that these packages make, at its place. */
    Tree interpreter(Layout layout, List<Digest> debs) throws IOException {
        var parts = new ArrayList<Part>();
        for (Digest deb : debs) {
            DebPackage opened = DebPackage.open(store, deb, deb.toString());
            parts.add(new Part(nameOf(opened), opened.control(), opened.data()));
        }
        return provider.layOut(layout, parts);
    }

    /** The interpreter that an archive holds, at its place. */
    Tree standalone(Layout layout, Digest archive) {
        return new StandaloneInterpreter(store).layOut(layout, archive);
    }

    /** Stands for the tree that today's rules make of the package. */
    static Digest key(Digest deb) {
        return Digest.ofBytes(("deb " + DebInstall.INSTALL_RULES + " " + deb).getBytes(StandardCharsets.UTF_8));
    }

    private static String nameOf(DebPackage opened) {
        return opened.stanza().field("package").orElseThrow();
    }
}
