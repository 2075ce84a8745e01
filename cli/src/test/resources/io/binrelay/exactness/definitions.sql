-- Definitions, accounts and the session they are made in. CaseFile.java tells what the directives mean.

-- case: trap37 tables, indexes and databases come and go
CREATE DATABASE lab_other CHARACTER SET latin1 COLLATE latin1_german1_ci;
ALTER DATABASE lab_other COLLATE latin1_bin;
CREATE TABLE a (id INT PRIMARY KEY, b INT, c VARCHAR(10) DEFAULT 'x' COMMENT 'it''s', KEY (b)) COMMENT = 'a "table"';
CREATE TABLE b LIKE a;
CREATE INDEX i ON a (c, b);
ALTER TABLE a ADD d DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP FIRST, DROP b, RENAME INDEX i TO j;
ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4;
DROP INDEX j ON a;
INSERT INTO b VALUES (1, 1, 'y');
TRUNCATE TABLE b;
INSERT INTO b VALUES (2, 2, 'z');
RENAME TABLE b TO lab_other.b, a TO b;
ALTER TABLE lab_other.b RENAME TO lab.a;
OPTIMIZE TABLE a;
ANALYZE TABLE a, b;
CREATE TABLE lab_other.c (id INT);
DROP DATABASE lab_other;

-- case: trap38 the session decides what a statement makes
SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT';
CREATE TABLE "quoted" ("a" VARCHAR(20) DEFAULT 'back\slash');
SET SESSION sql_mode = '';
CREATE TABLE dates (a DATE DEFAULT '0000-00-00', b INT DEFAULT 0);
SET SESSION timestamp = 1000000000.25;
CREATE TABLE made (a INT, b TIMESTAMP DEFAULT '2001-01-01 00:00:00');
SET SESSION time_zone = '+05:30';
ALTER TABLE made ADD c TIMESTAMP NOT NULL DEFAULT '2001-01-01 00:00:00';
SET NAMES latin1;
CREATE TABLE names (a VARCHAR(20) DEFAULT 'x');
SET SESSION collation_server = 'utf8mb4_bin';
CREATE DATABASE lab_session;
SET SESSION foreign_key_checks = 0;
CREATE TABLE child (a INT PRIMARY KEY, b INT, FOREIGN KEY (b) REFERENCES parent_to_come (a)) ENGINE = InnoDB;
CREATE TABLE parent_to_come (a INT PRIMARY KEY) ENGINE = InnoDB;
DROP DATABASE lab_session;

-- case: trap38 the session's default engine is not in the binary log
-- native differs: the replica's own default_storage_engine decides; COVERAGE.md says so
SET SESSION default_storage_engine = 'MyISAM';
CREATE TABLE engine_of_the_session (a INT);

-- case: trap38 explicit_defaults_for_timestamp off
SET SESSION explicit_defaults_for_timestamp = 0, sql_mode = '';
CREATE TABLE implicit (a TIMESTAMP, b TIMESTAMP, c INT);
INSERT INTO implicit (c) VALUES (1);

-- case: trap38 no database, another database, and one that does not exist any more
CREATE DATABASE lab_gone;
USE lab_gone;
CREATE TABLE lab.elsewhere (id INT);
CREATE TABLE here (id INT);
DROP DATABASE lab_gone;
CREATE TABLE lab.without_database (id INT);
USE lab;
DROP TABLE elsewhere;

-- case: trap39 texts with all kinds of quotes, comments and character sets
/* before */ CREATE /*!40000 TABLE */ `odd ``name``` (`a b` INT COMMENT 'semi;colon', `ü` VARCHAR(9) DEFAULT _latin1 x'fc') -- after
;
# a comment of the shell
ALTER TABLE `odd ``name``` ADD `?` INT DEFAULT 1, ADD `{d}` INT COMMENT '{ts ?}';
CREATE TABLE text_of_all (a VARCHAR(30) DEFAULT 'tab	new\nline \\ \' " %', b VARCHAR(20) DEFAULT N'ünï', c VARBINARY(9) DEFAULT x'00ff27');
SET NAMES utf8mb4;
CREATE TABLE `表` (`列` VARCHAR(10) CHARACTER SET utf8mb4 DEFAULT '値' COMMENT '名');
SET NAMES gbk;
CREATE TABLE bytes_of_gbk (a VARCHAR(10) COMMENT 'x');

-- case: trap40 several tables in one DROP, some temporary
CREATE TABLE a (id INT);
CREATE TABLE b (id INT) ENGINE = MyISAM;
CREATE TABLE c (id INT);
CREATE TEMPORARY TABLE d (id INT);
DROP TABLE a, b, d;
DROP TABLE IF EXISTS c, nosuch;
CREATE TEMPORARY TABLE e (id INT);
INSERT INTO e VALUES (1);
DROP TEMPORARY TABLE e;

-- case: trap41 statements that fail leave nothing, or what they did
CREATE TABLE a (id INT PRIMARY KEY);
CREATE TABLE b (id INT PRIMARY KEY);
-- error 1050
CREATE TABLE a (id INT);
-- error 1051
DROP TABLE a, nosuch;
-- error 1146
ALTER TABLE nosuch ADD x INT;
-- error 1060
ALTER TABLE b ADD id INT;
-- error 1091
ALTER TABLE b DROP nosuch;
INSERT INTO b VALUES (1);

-- case: trap41 a statement that fails in the middle
CREATE TABLE d (id INT);
INSERT INTO d VALUES (1), (1);
-- error 1062
ALTER TABLE d ADD PRIMARY KEY (id);
-- error 1062
CREATE TABLE e (id INT PRIMARY KEY) SELECT id FROM d;

-- case: trap42 ALTER with every algorithm
CREATE TABLE a (id INT PRIMARY KEY, b INT, c VARCHAR(10), d INT NOT NULL DEFAULT 3);
INSERT INTO a VALUES (1, 2, 'x', 4), (2, 3, 'y', 5);
ALTER TABLE a ADD e INT DEFAULT 7, ALGORITHM = INSTANT;
INSERT INTO a VALUES (3, 4, 'z', 6, 8);
ALTER TABLE a ADD KEY (b), ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE a MODIFY c VARCHAR(300) CHARACTER SET utf8mb4, ALGORITHM = COPY;
ALTER TABLE a ADD f INT FIRST, MODIFY b BIGINT AFTER c;
UPDATE a SET f = id;
ALTER TABLE a CHANGE d g DECIMAL(5,2), DROP f;
UPDATE a SET g = 1.25 WHERE id = 1;
ALTER TABLE a ORDER BY id DESC;
ALTER TABLE a ENGINE = InnoDB, ROW_FORMAT = DYNAMIC;
ALTER TABLE a ALTER c SET DEFAULT 'q', ALTER e DROP DEFAULT;
ALTER TABLE a AUTO_INCREMENT = 1000, COMMENT = 'altered';

-- case: trap43 the swaps of gh-ost and pt-online-schema-change
CREATE TABLE a (id INT PRIMARY KEY AUTO_INCREMENT, v INT);
INSERT INTO a (v) VALUES (1), (2), (3);
CREATE TABLE _a_gho LIKE a;
ALTER TABLE _a_gho ADD w INT DEFAULT 5;
INSERT IGNORE INTO _a_gho (id, v) SELECT id, v FROM a FORCE INDEX (PRIMARY) WHERE id >= 1 LOCK IN SHARE MODE;
REPLACE INTO _a_gho (id, v) VALUES (2, 22);
CREATE TABLE _a_del (id INT) COMMENT = 'ghost-cut-over-sentry';
LOCK TABLES a WRITE, _a_del WRITE;
DROP TABLE IF EXISTS _a_del;
UNLOCK TABLES;
RENAME TABLE a TO _a_del, _a_gho TO a;
INSERT INTO a (v, w) VALUES (4, 6);
DROP TABLE _a_del;
CREATE TABLE _a_new LIKE a;
ALTER TABLE _a_new DROP w;
CREATE TRIGGER pt_osc_del AFTER DELETE ON a FOR EACH ROW DELETE IGNORE FROM _a_new WHERE _a_new.id <=> OLD.id;
CREATE TRIGGER pt_osc_ins AFTER INSERT ON a FOR EACH ROW REPLACE INTO _a_new (id, v) VALUES (NEW.id, NEW.v);
INSERT LOW_PRIORITY IGNORE INTO _a_new (id, v) SELECT id, v FROM a;
INSERT INTO a (v, w) VALUES (5, 7);
DELETE FROM a WHERE id = 1;
RENAME TABLE a TO _a_old, _a_new TO a;
DROP TABLE IF EXISTS _a_old;
INSERT INTO a (v) VALUES (6);

-- case: trap44 partitions whose statements change rows
CREATE TABLE p (id INT, d INT, PRIMARY KEY (id, d)) PARTITION BY RANGE (d) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN (30));
CREATE TABLE x (id INT, d INT, PRIMARY KEY (id, d));
INSERT INTO p VALUES (1, 1), (2, 11), (3, 21), (4, 2);
INSERT INTO x VALUES (9, 15);
ALTER TABLE p EXCHANGE PARTITION p1 WITH TABLE x;
ALTER TABLE p TRUNCATE PARTITION p0;
ALTER TABLE p ADD PARTITION (PARTITION p3 VALUES LESS THAN MAXVALUE);
ALTER TABLE p REORGANIZE PARTITION p2, p3 INTO (PARTITION p4 VALUES LESS THAN (25), PARTITION p5 VALUES LESS THAN MAXVALUE);
INSERT INTO p VALUES (5, 99);
ALTER TABLE p DROP PARTITION p4;
ALTER TABLE p REBUILD PARTITION p0;
INSERT INTO x VALUES (8, 99);
ALTER TABLE p EXCHANGE PARTITION p1 WITH TABLE x WITHOUT VALIDATION;
ALTER TABLE p REMOVE PARTITIONING;
ALTER TABLE x PARTITION BY HASH (d) PARTITIONS 3;
ALTER TABLE x COALESCE PARTITION 1;

-- case: trap44 INSERT, UPDATE and columns that statements drop
CREATE TABLE t (a INT, b VARCHAR(5), c INT);
INSERT INTO t VALUES (1, 'abc', 2), (2, 'de', NULL);
ALTER TABLE t DROP COLUMN c;
SET SESSION sql_mode = '';
ALTER TABLE t MODIFY b CHAR(2), MODIFY a TINYINT UNSIGNED NOT NULL;
INSERT INTO t VALUES (300, 'xyz');

-- case: trap45 views, triggers, functions and procedures
CREATE TABLE t (id INT PRIMARY KEY, v INT);
CREATE DEFINER = 'lab_definer'@'%' SQL SECURITY INVOKER VIEW w AS SELECT id, v + 1 AS next FROM t WITH CHECK OPTION;
CREATE OR REPLACE ALGORITHM = MERGE VIEW v AS SELECT id FROM t WHERE v > 1;
ALTER VIEW v AS SELECT id, v FROM t;
SET SESSION sql_mode = 'ANSI_QUOTES';
DELIMITER //
CREATE PROCEDURE add_rows(IN n INT, OUT done INT) COMMENT 'adds' BEGIN
  DECLARE i INT DEFAULT 0; -- a comment; with a semicolon
  WHILE i < n DO INSERT INTO t VALUES (i, i * 2); SET i = i + 1; END WHILE;
  SET done = i;
END//
CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC NO SQL RETURN a * 2//
CREATE TRIGGER before_t BEFORE INSERT ON t FOR EACH ROW SET NEW.v = NEW.v + 1000//
CREATE TRIGGER second_before_t BEFORE INSERT ON t FOR EACH ROW FOLLOWS before_t SET NEW.v = NEW.v + 1//
DELIMITER ;
CALL add_rows(5, @done);
INSERT INTO t VALUES (twice(21), 1);
ALTER PROCEDURE add_rows SQL SECURITY INVOKER COMMENT 'altered';
DROP TRIGGER second_before_t;
DROP FUNCTION IF EXISTS twice;
DROP FUNCTION IF EXISTS nosuch;

-- case: trap46 events stay disabled on replicas
CREATE TABLE t (id INT);
CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY STARTS '2035-01-01 00:00:00' DO INSERT INTO t VALUES (1);
CREATE EVENT e2 ON SCHEDULE AT '2035-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'off' DO DELETE FROM t;
DELIMITER //
CREATE EVENT IF NOT EXISTS e3 ON SCHEDULE EVERY 1 HOUR ENABLE DO BEGIN INSERT INTO t VALUES (3); END//
DELIMITER ;
ALTER EVENT e3 RENAME TO e4;
ALTER EVENT e2 ENABLE;
ALTER EVENT e4 ON SCHEDULE EVERY 2 HOUR COMMENT 'slower';
ALTER EVENT e1 DISABLE;
DROP EVENT IF EXISTS nosuch;
DROP EVENT e1;

-- case: trap47 accounts, roles and what they may do
CREATE USER lab_a IDENTIFIED BY 'secret one', 'lab b'@'10.%' IDENTIFIED BY 'quote''s';
CREATE ROLE lab_role;
CREATE TABLE t (id INT, v INT);
GRANT SELECT, INSERT (id) ON lab.t TO lab_a;
GRANT ALL ON lab.* TO 'lab b'@'10.%' WITH GRANT OPTION;
GRANT CREATE USER, PROCESS ON *.* TO lab_a;
GRANT SELECT ON lab.t TO lab_role;
GRANT lab_role TO lab_a;
REVOKE INSERT (id) ON lab.t FROM lab_a;
ALTER USER lab_a IDENTIFIED BY 'secret two';
ALTER USER lab_a ACCOUNT LOCK;
-- when mysql
SET PASSWORD FOR 'lab b'@'10.%' = 'three';
-- when mariadb
SET PASSWORD FOR 'lab b'@'10.%' = PASSWORD('three');
-- when mysql
SET DEFAULT ROLE lab_role TO lab_a;
-- when mariadb
SET DEFAULT ROLE lab_role FOR lab_a;
RENAME USER 'lab b'@'10.%' TO lab_c@localhost;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM lab_c@localhost;
DROP ROLE lab_role;
DROP USER IF EXISTS lab_nosuch;

-- case: trap49 IF EXISTS, IF NOT EXISTS and OR REPLACE
CREATE TABLE IF NOT EXISTS a (id INT);
CREATE TABLE IF NOT EXISTS a (id INT, other INT);
DROP TABLE IF EXISTS nosuch;
CREATE DATABASE IF NOT EXISTS lab;
DROP VIEW IF EXISTS nosuch;
-- when mariadb
CREATE OR REPLACE TABLE a (id INT, v INT);
-- when mariadb
ALTER TABLE IF EXISTS nosuch ADD x INT;
-- when mariadb
ALTER TABLE a ADD COLUMN IF NOT EXISTS v INT, DROP COLUMN IF EXISTS nosuch;
-- when mariadb
CREATE OR REPLACE DATABASE lab_replaced;
-- when mariadb
CREATE INDEX IF NOT EXISTS i ON a (v);
-- when mariadb
CREATE OR REPLACE USER lab_replaced IDENTIFIED BY 'x';
-- when mariadb
CREATE OR REPLACE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1;
-- when mariadb
CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW SET NEW.v = 1;
-- when mariadb
DROP DATABASE lab_replaced;

-- case: trap27 sequences
-- only: mariadb
CREATE SEQUENCE s START WITH 5 INCREMENT BY 3 MINVALUE 1 MAXVALUE 100 CYCLE CACHE 4;
CREATE TABLE t (id INT DEFAULT NEXTVAL(s), v INT);
INSERT INTO t (v) VALUES (1), (2), (3), (4), (5), (6);
SELECT SETVAL(s, 50);
INSERT INTO t (v) VALUES (7);
ALTER SEQUENCE s RESTART 90 NOCYCLE;
SELECT NEXT VALUE FOR s;
RENAME TABLE s TO s2;
CREATE OR REPLACE SEQUENCE s3;
DROP SEQUENCE IF EXISTS nosuch;
DROP TABLE t;
DROP SEQUENCE s3;

-- case: trap27 system-versioned tables
-- only: mariadb
CREATE TABLE v (id INT PRIMARY KEY, a INT) WITH SYSTEM VERSIONING;
SET SESSION timestamp = 1000000000.5;
INSERT INTO v VALUES (1, 1), (2, 2), (3, 3);
SET SESSION timestamp = 1000000100.5;
UPDATE v SET a = 10 WHERE id = 1;
DELETE FROM v WHERE id = 2;
SET SESSION timestamp = 1000000200.5;
REPLACE INTO v VALUES (1, 11);
SET SESSION system_versioning_alter_history = 'KEEP';
ALTER TABLE v ADD PERIOD FOR app (x, y), ADD x DATE DEFAULT '2001-01-01', ADD y DATE DEFAULT '2002-01-01';

-- case: trap27 application-time periods
-- only: mariadb
CREATE TABLE p (id INT, f DATE, t DATE, PERIOD FOR app (f, t), UNIQUE (id, app WITHOUT OVERLAPS));
INSERT INTO p VALUES (1, '2001-01-01', '2001-12-31'), (2, '2001-01-01', '2001-12-31');
DELETE FROM p FOR PORTION OF app FROM '2001-03-01' TO '2001-04-01';
UPDATE p FOR PORTION OF app FROM '2001-06-01' TO '2001-07-01' SET id = id + 10;

-- case: trap45 packages and the mode of Oracle
-- only: mariadb
SET SESSION sql_mode = 'ORACLE';
DELIMITER //
CREATE OR REPLACE PACKAGE pack AS FUNCTION one RETURN INT; END//
CREATE OR REPLACE PACKAGE BODY pack AS FUNCTION one RETURN INT AS BEGIN RETURN 1; END; END//
CREATE PROCEDURE p(a INT) AS BEGIN NULL; END//
DELIMITER ;
DROP PACKAGE BODY pack;

-- case: trap37 FLUSH and other statements that change nothing
CREATE TABLE t (id INT) ENGINE = MyISAM;
FLUSH TABLES;
FLUSH PRIVILEGES;
FLUSH NO_WRITE_TO_BINLOG TABLES;
CHECK TABLE t;
REPAIR TABLE t;
INSERT INTO t VALUES (1);

-- case: trap37 spatial reference systems and resource groups
-- only: mysql
CREATE SPATIAL REFERENCE SYSTEM 990001 NAME 'lab one' DEFINITION 'GEOGCS["lab one",DATUM["lab",SPHEROID["lab",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.017453292519943278],AXIS["Lat",NORTH],AXIS["Lon",EAST]]';
DROP SPATIAL REFERENCE SYSTEM IF EXISTS 990001;

-- case: trap50 servers and tablespaces
CREATE SERVER lab_server FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1', USER 'x', PORT 3306);
ALTER SERVER lab_server OPTIONS (USER 'y');
DROP SERVER lab_server;
-- when mysql
CREATE TABLESPACE lab_space ADD DATAFILE 'lab_space.ibd';
-- when mysql
CREATE TABLE in_space (id INT) TABLESPACE lab_space;
-- when mysql
DROP TABLE in_space;
-- when mysql
DROP TABLESPACE lab_space;
