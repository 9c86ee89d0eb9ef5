package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.terrarium.elf.Elf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The binaries of an image, and where the dynamic linker would find what they need. */
final class Binaries {
    private final BuiltImage image;
    private final String cache;
    private final Map<Item, Elf> all = new LinkedHashMap<>();

    Binaries(BuiltImage image) throws IOException {
        this.image = image;
        this.cache = new String(image.file("etc/ld.so.cache").bytes(), ISO_8859_1);
        for (Item item : image.files().values()) {
            if (item.isFile() && Elf.isElf(item.head(4))) {
                all.put(item, Elf.read(item.layer().region(item)));
            }
        }
    }

    Map<Item, Elf> all() {
        return all;
    }

    /** Names that a binary needs and that lead nowhere: {@code path: soname}. */
    List<String> unresolved() {
        var missing = new ArrayList<String>();
        all.forEach((item, elf) -> elf.needed().stream()
                .filter(soname -> find(item, elf, soname).isEmpty())
                .forEach(soname -> missing.add(item.path() + ": " + soname)));
        return missing;
    }

    private Optional<Item> find(Item item, Elf elf, String soname) {
        for (String directory : elf.runpath().isEmpty() ? elf.rpath() : elf.runpath()) {
            String origin = "/" + Path.of(item.path()).getParent();
            Path place = Path.of(directory.replace("${ORIGIN}", origin).replace("$ORIGIN", origin))
                    .normalize();
            Optional<Item> found = image.resolve(place.resolve(soname).toString());
            if (found.isPresent()) {
                return found;
            }
        }
        int at = cache.indexOf("/" + soname + "\0");
        return at < 0
                ? Optional.empty()
                : image.resolve(cache.substring(cache.lastIndexOf('\0', at) + 1, at) + "/" + soname);
    }
}
