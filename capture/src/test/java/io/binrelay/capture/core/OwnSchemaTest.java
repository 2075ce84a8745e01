package io.binrelay.capture.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop | CREATE DATABASE binrelay | true
            shop | create schema if not exists `binrelay` character set utf8mb4 | true
            shop | DROP DATABASE IF EXISTS binrelay | true
            shop | CREATE DATABASE binrelay2 | false
            shop | CREATE TABLE IF NOT EXISTS binrelay.checkpoint (id INT) | true
            shop | CREATE TABLE `binrelay`.`checkpoint` (id INT) | true
            shop | CREATE TABLE `binrelay` . checkpoint (id INT) | true
            binrelay | CREATE TABLE checkpoint (id INT) | true
            binrelay | TRUNCATE TABLE checkpoint | true
            binrelay | ALTER TABLE checkpoint ADD c INT | true
            binrelay | DROP TABLE shop.t | false
            binrelay | CREATE USER u | false
            binrelay | GRANT SELECT ON shop.* TO u | false
            shop | CREATE TABLE binrelay (id INT) | false
            shop | CREATE TABLE t (binrelay INT) | false
            shop | CREATE TABLE binrelay_old.t (id INT) | false
            shop | DROP TABLE binrelay.checkpoint | true
            """)
    void statements_are_recognised_by_their_first_name(String database, String text, boolean own) {
        QueryText query = new QueryText(0, database, text.getBytes(StandardCharsets.UTF_8));

        assertThat(OwnSchema.isTargetOf(query)).isEqualTo(own);
    }
}
