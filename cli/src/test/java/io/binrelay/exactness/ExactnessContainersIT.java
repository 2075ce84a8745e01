package io.binrelay.exactness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The cases on the versions that come as images, as source and as replica: all cases where source and replica are of
 * one version, those of types and rows where the replica is newer.
 */
@Tag("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExactnessContainersIT {
    /** What is in rows events, which a newer server has to understand. */
    private static final Set<String> ROWS = Set.of("types", "text", "documents", "rows");

    private final ServerPool servers = new ServerPool();
    private final List<Lab> labs = new ArrayList<>();

    @AfterEach
    void closeLabs() throws SQLException {
        for (Lab lab : labs) {
            lab.close();
        }
        labs.clear();
    }

    @AfterAll
    void stopServers() {
        servers.close();
    }

    @TestFactory
    Stream<DynamicTest> from_mysql_9_7() throws SQLException {
        return tests(topic -> true, ServerKind.MYSQL_9_7, ServerKind.MYSQL_9_7);
    }

    @TestFactory
    Stream<DynamicTest> from_mysql_8_0_15_to_9_7() throws SQLException {
        return tests(ROWS::contains, ServerKind.MYSQL_8_0, ServerKind.MYSQL_9_7);
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_11_8() throws SQLException {
        return tests(topic -> true, ServerKind.MARIADB_11_8, ServerKind.MARIADB_11_8);
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_11_4_to_11_8() throws SQLException {
        return tests(ROWS::contains, ServerKind.MARIADB_11_4, ServerKind.MARIADB_11_8);
    }

    /** Each case runs once on the source, for all replicas. */
    @TestFactory
    Stream<DynamicTest> from_mariadb_10_11_to_10_11_and_11_4_and_11_8() throws SQLException {
        return tests(
                ROWS::contains,
                ServerKind.MARIADB_10_11,
                ServerKind.MARIADB_10_11,
                ServerKind.MARIADB_11_4,
                ServerKind.MARIADB_11_8);
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_10_11() throws SQLException {
        return tests(topic -> !ROWS.contains(topic), ServerKind.MARIADB_10_11, ServerKind.MARIADB_10_11);
    }

    private Stream<DynamicTest> tests(Predicate<String> topics, ServerKind sourceKind, ServerKind... replicaKinds)
            throws SQLException {
        requireImage(sourceKind);
        for (ServerKind kind : replicaKinds) {
            requireImage(kind);
        }
        LabServer source = servers.servers(sourceKind, "source").get(0);
        List<Follower> followers = new ArrayList<>();
        for (ServerKind kind : replicaKinds) {
            List<LabServer> pair = servers.servers(kind, "replica", "native");
            followers.add(new Follower(pair.get(0), new NativeFollower(pair.get(1), source)));
        }
        Lab lab = new Lab(source, followers);
        labs.add(lab);
        return ExactnessIT.tests(lab, topics);
    }

    private static void requireImage(ServerKind kind) {
        String image = kind.image();
        if (!image.isEmpty()) {
            assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    () -> image + " is not tested: no Docker engine answers; start one, or let DOCKER_HOST name one");
            assumeTrue(
                    obtainable(image), () -> image + " is not tested: the image is neither here nor can it be pulled");
        }
    }

    private static boolean obtainable(String image) {
        try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))) {
            return !container.getDockerImageName().isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
