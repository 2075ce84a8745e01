package io.binrelay.exactness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * The cases on the versions that come as images, as source and as replica: all cases where source and replica are of
 * one version, those of types and rows events where the replica is newer.
 */
@Tag("containers")
class ExactnessContainersIT {
    private final List<ContainerServer> containers = new ArrayList<>();
    private final List<DatabaseServer> embedded = new ArrayList<>();
    private final List<Lab> labs = new ArrayList<>();

    @AfterEach
    void stopServers() throws SQLException {
        for (Lab lab : labs) {
            lab.close();
        }
        containers.forEach(ContainerServer::close);
        embedded.forEach(DatabaseServer::close);
    }

    @TestFactory
    Stream<DynamicTest> from_mysql_9_7() throws SQLException {
        return between("mysql:9.7", "mysql:9.7", "");
    }

    @TestFactory
    Stream<DynamicTest> from_mysql_8_0_15_to_9_7() throws SQLException {
        return between(Engine.MYSQL, "mysql:9.7");
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_11_8() throws SQLException {
        return between("mariadb:11.8", "mariadb:11.8", "");
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_10_11() throws SQLException {
        return between("mariadb:10.11", "mariadb:10.11", "");
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_10_11_to_11_8() throws SQLException {
        return between("mariadb:10.11", "mariadb:11.8", "types,rows");
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_11_4_to_11_8() throws SQLException {
        return between(Engine.MARIADB, "mariadb:11.8");
    }

    @TestFactory
    Stream<DynamicTest> from_mariadb_10_11_to_11_4() throws SQLException {
        requireImage("mariadb:10.11");
        ContainerServer source = container("mariadb:10.11", "source");
        Startables.deepStart(source.container()).join();
        return tests(
                source.server(),
                LabServer.of(start(Engine.MARIADB, "replica")),
                LabServer.of(start(Engine.MARIADB, "native")),
                "types,rows");
    }

    private Stream<DynamicTest> between(String sourceImage, String replicaImage, String topics) throws SQLException {
        requireImage(sourceImage);
        requireImage(replicaImage);
        List<ContainerServer> servers = List.of(
                container(sourceImage, "source"),
                container(replicaImage, "replica"),
                container(replicaImage, "native"));
        Startables.deepStart(servers.stream().map(ContainerServer::container)).join();
        return tests(
                servers.get(0).server(), servers.get(1).server(), servers.get(2).server(), topics);
    }

    private Stream<DynamicTest> between(Engine source, String replicaImage) throws SQLException {
        requireImage(replicaImage);
        List<ContainerServer> servers = List.of(container(replicaImage, "replica"), container(replicaImage, "native"));
        Startables.deepStart(servers.stream().map(ContainerServer::container)).join();
        return tests(
                LabServer.of(start(source, "source")),
                servers.get(0).server(),
                servers.get(1).server(),
                "types,rows");
    }

    private Stream<DynamicTest> tests(LabServer source, LabServer replica, LabServer oracle, String topics)
            throws SQLException {
        Lab lab = new Lab(source, List.of(new Follower(replica, new NativeFollower(oracle, source))));
        labs.add(lab);
        return ExactnessIT.tests(lab, topics);
    }

    private ContainerServer container(String image, String name) {
        ContainerServer server = new ContainerServer(image, name);
        containers.add(server);
        return server;
    }

    private DatabaseServer start(Engine engine, String name) {
        DatabaseServer server = DatabaseServer.builder(engine)
                .name(name)
                .durable(false)
                .option("--relay-log=relay")
                .start();
        embedded.add(server);
        return server;
    }

    private static void requireImage(String image) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                () -> image + " is not tested: no Docker engine answers; start one, or let DOCKER_HOST name one");
        assumeTrue(obtainable(image), () -> image + " is not tested: the image is neither here nor can it be pulled");
    }

    private static boolean obtainable(String image) {
        try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))) {
            return !container.getDockerImageName().isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
