package dev.terrarium.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElfTest {
    private static final byte[] SAMPLE = ElfSample.amd64()
            .soname("libsample.so.1")
            .needed("libm.so.6", "libc.so.6")
            .rpath("$ORIGIN/../sample.libs::/opt/lib")
            .runpath("$ORIGIN")
            .interpreter("/lib64/ld-linux-x86-64.so.2")
            .wants("libc.so.6", "GLIBC_2.17", "GLIBC_2.34")
            .wants("libm.so.6", "GLIBC_2.29")
            .defines("SAMPLE_1.0", "SAMPLE_1.1")
            .bytes();

    @Test
    void everythingThatALoaderAsksForIsRead() throws Exception {
        Elf elf = Elf.read(SAMPLE);

        assertThat(elf.machine()).isEqualTo(Machine.AMD64);
        assertThat(elf.type()).isEqualTo(Elf.SHARED_OBJECT);
        assertThat(elf.soname()).contains("libsample.so.1");
        assertThat(elf.needed()).containsExactly("libm.so.6", "libc.so.6");
        assertThat(elf.rpath()).containsExactly("$ORIGIN/../sample.libs", "/opt/lib");
        assertThat(elf.runpath()).containsExactly("$ORIGIN");
        assertThat(elf.interpreter()).contains("/lib64/ld-linux-x86-64.so.2");
        assertThat(elf.versionNeeds())
                .containsExactly(
                        new VersionNeed("libc.so.6", List.of("GLIBC_2.17", "GLIBC_2.34")),
                        new VersionNeed("libm.so.6", List.of("GLIBC_2.29")));
        assertThat(elf.definitions()).containsExactly("SAMPLE_1.0", "SAMPLE_1.1");
        assertThat(elf.buildId()).contains("deadbeef");
    }

    @Test
    void anObjectFileWithoutProgramHeadersNeedsNothing() throws Exception {
        byte[] bytes = Arrays.copyOf(SAMPLE, 64);
        little(bytes).putShort(56, (short) 0);

        assertThat(Elf.read(bytes).needed()).isEmpty();
    }

    @Test
    void aBinaryOfAnotherByteOrderAndWordSizeIsRead() throws Exception {
        ByteBuffer big = ByteBuffer.allocate(52).order(ByteOrder.BIG_ENDIAN);
        big.put(0, new byte[] {0x7f, 'E', 'L', 'F', 1, 2, 1})
                .putShort(16, (short) 2)
                .putShort(18, (short) 8);

        Elf elf = Elf.read(big.array());

        assertThat(elf.machine()).isEqualTo(new Machine(32, false, 8)).hasToString("machine 8 (32 bits)");
        assertThat(elf.type()).isEqualTo(Elf.EXECUTABLE);
    }

    @Test
    void theMagicAloneMakesACandidate() {
        assertThat(Elf.isElf(new byte[] {0x7f, 'E', 'L', 'F'})).isTrue();
        assertThat(Elf.isElf("#!/bin/sh".getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(Elf.isElf(new byte[] {0x7f})).isFalse();
    }

    static List<Arguments> hostile() {
        return List.of(
                broken("nothing", "not an ELF file: it has only 0 bytes", b -> new byte[0]),
                broken("only a magic", "not an ELF file: it has only 4 bytes", b -> Arrays.copyOf(b, 4)),
                broken("another magic", "not an ELF file: it has another magic", b -> set(b, 1, 'X')),
                broken("class 3", "its class is 3, neither 32 nor 64 bits", b -> set(b, 4, 3)),
                broken("byte order 0", "its byte order is 0, neither little nor big endian", b -> set(b, 5, 0)),
                broken("version 2", "its version is 2, not 1", b -> set(b, 6, 2)),
                broken("half a header", "its header lies outside the file", b -> Arrays.copyOf(b, 60)),
                broken(
                        "headers behind the end",
                        "its program header table lies outside the file",
                        change(b -> b.putLong(32, 0x3fff))),
                broken(
                        "headers at a negative offset",
                        "its program header table lies outside the file",
                        change(b -> b.putLong(32, -64))),
                broken(
                        "headers of 8 bytes",
                        "its program headers are 4 of 8 bytes each",
                        change(b -> b.putShort(54, (short) 8))),
                broken(
                        "65535 headers",
                        "its program headers are 65535 of 56 bytes each",
                        change(b -> b.putShort(56, (short) -1))),
                broken(
                        "a dynamic section behind the end",
                        "its dynamic section lies outside the file",
                        change(b -> b.putLong(64 + 56 + 8, 0x4000))),
                broken(
                        "a dynamic section of 2^62 bytes",
                        "its dynamic section lies outside the file",
                        change(b -> b.putLong(64 + 56 + 32, 1L << 62))),
                broken(
                        "strings in no segment",
                        "the address of its string table is in no segment",
                        change(b -> replaceTag(b, 5, 1))),
                broken(
                        "more strings than bytes",
                        "its string table lies outside the file",
                        change(b -> replaceTag(b, 10, 0x7fffffff))),
                broken(
                        "a name behind the strings",
                        "a name lies outside its string table",
                        change(b -> replaceTag(b, 14, 0x2000))),
                broken(
                        "a name without an end",
                        "a name does not end inside its string table",
                        change(b -> replaceTag(b, 10, 5))),
                broken(
                        "an interpreter without an end",
                        "a name does not end inside its string table",
                        change(b -> b.putLong(64 + 3 * 56 + 32, 5))),
                broken(
                        "an interpreter of a megabyte",
                        "its interpreter's path has more than 4096 bytes",
                        change(b -> b.putLong(64 + 3 * 56 + 32, 5000).putLong(64 + 3 * 56 + 8, 0))),
                broken(
                        "a note that is longer than its segment",
                        "a note does not end inside its segment",
                        change(b -> b.putInt(ElfSample.NOTE + 4, -1))),
                broken(
                        "version needs in no segment",
                        "the address of its version needs is in no segment",
                        change(b -> replaceTag(b, 0x6ffffffe, 5))),
                broken(
                        "version needs that go on behind the end",
                        "its version needs lies outside the file",
                        change(b -> b.putInt(ElfSample.NEEDS + 12, 0x3fff))),
                broken("version needs that share their ends", "it has more than 65536 records", change(b -> {
                    replaceTag(b, 0x6ffffffe, ElfSample.BASE + 0x1400);
                    replaceTag(b, 0x6fffffff, 1L << 40);
                    for (int at = 0x1400; at < 0x3f00; at += 16) {
                        b.putInt(at, 0xffff0001).putInt(at + 12, 16);
                    }
                })),
                broken(
                        "version definitions behind the end",
                        "its version definitions lies outside the file",
                        change(b -> b.putInt(ElfSample.DEFINITIONS + 28 + 12, 0x7fffffff))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hostile(String name, String message, byte[] bytes) {
        assertThatThrownBy(() -> Elf.read(bytes))
                .isInstanceOf(MalformedElf.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void noMutationDoesMoreThanToBeRefused() {
        var random = new Random(40);
        for (int round = 0; round < 4000; round++) {
            byte[] bytes = SAMPLE.clone();
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) {
                int at = random.nextInt(random.nextBoolean() ? ElfSample.NEEDS : 0x1300);
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            try {
                Elf.read(cut);
            } catch (MalformedElf e) {
                assertThat(e).hasMessageMatching("[a-z].*");
            }
        }
    }

    private static Arguments broken(String name, String message, java.util.function.UnaryOperator<byte[]> change) {
        return Arguments.of(name, message, change.apply(SAMPLE.clone()));
    }

    private static java.util.function.UnaryOperator<byte[]> change(Consumer<ByteBuffer> change) {
        return bytes -> {
            change.accept(little(bytes));
            return bytes;
        };
    }

    private static byte[] set(byte[] bytes, int index, int value) {
        bytes[index] = (byte) value;
        return bytes;
    }

    private static void replaceTag(ByteBuffer bytes, long tag, long value) {
        for (int at = ElfSample.DYNAMIC; ; at += 16) {
            if (bytes.getLong(at) == tag) {
                bytes.putLong(at + 8, value);
                return;
            }
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
