package io.binrelay.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCacheTest {
    @TempDir
    private Path root;

    @Test
    void anEntryIsMadeOnceHoweverManyAskForItAtTheSameTime() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Path>> entries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            entries.add(threads.submit(() -> new ServerCache(root).entry("x", directory -> {
                made.incrementAndGet();
                Files.writeString(directory.resolve("content"), "whole");
            })));
        }
        for (Future<Path> entry : entries) {
            assertThat(entry.get().resolve("content")).hasContent("whole");
        }
        threads.shutdown();
        assertThat(made).hasValue(1);
    }

    @Test
    void anEntryThatCouldNotBeMadeIsNotThereAndIsMadeTheNextTime() throws Exception {
        ServerCache cache = new ServerCache(root);

        assertThatThrownBy(() -> cache.entry("x", directory -> {
                    Files.writeString(directory.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("disk full");
        assertThat(root.resolve("x")).doesNotExist();

        Path entry = cache.entry("x", directory -> Files.writeString(directory.resolve("whole"), ""));

        assertThat(entry.resolve("whole")).exists();
        assertThat(entry.resolve("half")).doesNotExist();
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .as("no leftovers of the first attempt")
                    .containsExactlyInAnyOrder("x", "x.lock");
        }
    }
}
