package io.binrelay.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesIT {
    @TempDir
    private Path directory;

    @Test
    void aLibraryComesOutOfItsPackageWithoutPrivilege() throws Exception {
        assumeTrue(CommandRun.tryRun(List.of("apt-get", "--version")).succeeded(), "no apt-get on this machine");
        List<String> notices = new ArrayList<>();

        new DebianPackages(notices::add).unpack("libaio.so.1", directory);

        assertThat(Files.size(directory.resolve("libaio.so.1"))).isGreaterThan(1_000);
        assertThat(notices).singleElement().asString().startsWith("Unpacked libaio.so.1 from the package libaio1");
    }

    @Test
    void anUnknownLibraryIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> new DebianPackages(notice -> {}).unpack("libunknown.so.9", directory))
                .isInstanceOf(ServerException.class)
                .hasMessage("the name of the package with libunknown.so.9 is not known here");
    }

    @Test
    void aProgramThatFindsAllItsLibrariesNeedsNoEnvironment() {
        NativeLibraries libraries = new NativeLibraries(new ServerCache(directory), notice -> {});

        assertThat(libraries.environmentFor("the shell", Path.of("/bin/sh"))).isEmpty();
    }
}
