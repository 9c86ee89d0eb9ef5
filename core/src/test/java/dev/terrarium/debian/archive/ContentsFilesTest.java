package dev.terrarium.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.debian.MalformedControl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContentsFilesTest {
    private static final String LIBPQ = "usr/lib/x86_64-linux-gnu/libpq.so.5";

    private static SortedMap<String, SortedSet<String>> scan(byte[] text, String... paths)
            throws IOException, MalformedControl {
        var owners = new TreeMap<String, SortedSet<String>>();
        ContentsFiles.scan(new ByteArrayInputStream(text), new TreeSet<>(List.of(paths)), owners);
        return owners;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aPathIsOwnedByEveryPackageOfItsLine() throws Exception {
        String text = "FILE                 LOCATION\nusr/share/a name with spaces   misc/a\n" + LIBPQ
                + "      \tlibs/libpq5,oldlibs/contrib/libpq4,other\nusr/lib/x   misc/x";

        assertThat(scan(utf8(text), LIBPQ, "usr/share/a name with spaces", "usr/lib/x", "usr/lib/y"))
                .hasSize(3)
                .containsEntry(LIBPQ, new TreeSet<>(List.of("libpq4", "libpq5", "other")))
                .containsEntry("usr/share/a name with spaces", new TreeSet<>(List.of("a")))
                .containsEntry("usr/lib/x", new TreeSet<>(List.of("x")));
    }

    @Test
    void whatIsNoNameOfAPackageOwnsNothing() throws Exception {
        assertThat(scan(utf8(LIBPQ + " libs/../..,libs/,LIBS,libs/-x\n"), LIBPQ))
                .isEmpty();
        assertThat(scan(utf8(LIBPQ + "\n\n \n"), LIBPQ)).isEmpty();
    }

    @Test
    void aLineWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> scan(new byte[1 << 17], LIBPQ))
                .isInstanceOf(MalformedControl.class)
                .hasMessageContaining("a line has more than 65536 bytes");
    }

    @Test
    void noBytesMakeItStumble() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] text = utf8((LIBPQ + "   libs/libpq5,x/y\n").repeat(20));
            for (int j = 0; j < 10; j++) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            assertThat(scan(text, LIBPQ).size()).isLessThanOrEqualTo(1);
        }
    }
}
