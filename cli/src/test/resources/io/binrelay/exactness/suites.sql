-- What other projects' suites have shown, each cut down to the statements that matter.

-- case: savepoints whose names need quotes
CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB;
SET sql_mode = 'ANSI_QUOTES';
BEGIN;
INSERT INTO t VALUES (1);
SAVEPOINT "a `b";
INSERT INTO t VALUES (2);
SAVEPOINT "ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää";
INSERT INTO t VALUES (3);
ROLLBACK TO "a `b";
INSERT INTO t VALUES (4);
RELEASE SAVEPOINT "a `b";
COMMIT;

-- case: temporary sequences inside a transaction
-- only: mariadb
CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB;
SET binlog_format = STATEMENT;
BEGIN;
INSERT INTO t VALUES (1);
CREATE TEMPORARY SEQUENCE s;
INSERT INTO t VALUES (2);
DROP TEMPORARY SEQUENCE s;
INSERT INTO t VALUES (3);
COMMIT;

-- case: user variables that hold no text of their character set
CREATE TABLE t (a INT PRIMARY KEY, b VARBINARY(20)) ENGINE=InnoDB;
SET binlog_format = STATEMENT;
SET @a = CONVERT(0xFF USING latin1), @b = CAST(0x41 AS CHAR CHARACTER SET ucs2);
INSERT INTO t VALUES (1, @a), (2, @b);

-- case: a statement that a driver takes for a ping
PREPARE s FROM '/* ping */ CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB';
EXECUTE s;
SET binlog_format = STATEMENT;
PREPARE s FROM '/* ping */ INSERT INTO t VALUES (1)';
EXECUTE s;

-- case: trap11 generated columns that depend on sql_mode
-- only: mysql
CREATE TABLE t (
  id INT PRIMARY KEY,
  s VARCHAR(20),
  a DATE AS (CAST(s AS DATE)) STORED,
  b DATE AS (CAST(s AS DATE)) VIRTUAL
) ENGINE=InnoDB;
SET sql_mode = '';
INSERT INTO t (id, s) VALUES (1, '2021-02-31'), (2, '2021-00-01'), (3, '0000-00-00'), (4, '2021-02-28');
SET sql_mode = 'NO_ZERO_IN_DATE,NO_ZERO_DATE';
INSERT INTO t (id, s) VALUES (11, '2021-02-31'), (12, '2021-00-01'), (13, '0000-00-00'), (14, '2021-02-28');
SET sql_mode = 'ALLOW_INVALID_DATES';
INSERT INTO t (id, s) VALUES (21, '2021-02-31'), (22, '2021-00-01'), (23, '0000-00-00'), (24, '2021-02-28');
UPDATE t SET id = id + 100;
DELETE FROM t WHERE id IN (101, 112, 123);

-- case: trap11 generated columns of unsigned subtraction
-- only: mysql
CREATE TABLE t (
  id INT PRIMARY KEY,
  u INT UNSIGNED,
  a BIGINT AS (u - 5) STORED
) ENGINE=InnoDB;
SET sql_mode = 'NO_UNSIGNED_SUBTRACTION';
INSERT INTO t (id, u) VALUES (1, 1), (2, 7);
UPDATE t SET u = 2;
DELETE FROM t WHERE id = 1;

-- case: trap11 generated columns of padded text
-- only: mysql
CREATE TABLE t (
  id INT PRIMARY KEY,
  c CHAR(5),
  a VARCHAR(20) AS (CONCAT(c, '|')) STORED,
  b VARCHAR(20) AS (CONCAT(c, '|')) VIRTUAL
) ENGINE=InnoDB;
SET sql_mode = 'PAD_CHAR_TO_FULL_LENGTH';
INSERT INTO t (id, c) VALUES (1, 'a'), (2, 'abcde');
SET sql_mode = '';
INSERT INTO t (id, c) VALUES (3, 'a'), (4, 'abcde');
SET sql_mode = 'PAD_CHAR_TO_FULL_LENGTH';
UPDATE t SET c = 'b' WHERE id IN (1, 3);

-- case: trap11 generated columns of rounded and truncated time
-- only: mysql
CREATE TABLE t (
  id INT PRIMARY KEY,
  d DATETIME(6),
  a DATETIME AS (CAST(d AS DATETIME)) STORED,
  b DATETIME AS (CAST(d AS DATETIME)) VIRTUAL
) ENGINE=InnoDB;
SET sql_mode = 'TIME_TRUNCATE_FRACTIONAL';
INSERT INTO t (id, d) VALUES (1, '2021-01-01 00:00:00.7');
SET sql_mode = '';
INSERT INTO t (id, d) VALUES (2, '2021-01-01 00:00:00.7');

-- case: trap27 history partitions that are made as needed
-- only: mariadb
SET timestamp = 1600000000;
CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB WITH SYSTEM VERSIONING
  PARTITION BY SYSTEM_TIME LIMIT 1 AUTO PARTITIONS 3;
INSERT INTO t VALUES (1), (2), (3), (4);
UPDATE t SET a = a + 10;
DELETE FROM t WHERE a = 11;
UPDATE t SET a = a + 10;
CREATE TABLE i (a INT PRIMARY KEY) ENGINE=InnoDB WITH SYSTEM VERSIONING
  PARTITION BY SYSTEM_TIME INTERVAL 1 HOUR AUTO;
INSERT INTO i VALUES (1), (2);
SET timestamp = 1600010000;
UPDATE i SET a = a + 10;
SET timestamp = 1600020000;
UPDATE i SET a = a + 10;

-- case: GTIDs of other domains and servers, out of order
-- only: mariadb
CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB;
SET gtid_domain_id = 7;
INSERT INTO t VALUES (1);
SET gtid_seq_no = 1000;
INSERT INTO t VALUES (2);
SET gtid_seq_no = 500;
INSERT INTO t VALUES (3);
SET server_id = 4242;
INSERT INTO t VALUES (4);
SET gtid_domain_id = 8;
CREATE TABLE u (a INT);
SET gtid_domain_id = 0;
INSERT INTO t VALUES (5);
SET skip_replication = 1;
INSERT INTO t VALUES (6);
DROP TABLE u;

-- case: trap9 partial updates of JSON
-- only: mysql
CREATE TABLE t (a INT PRIMARY KEY, j JSON, k JSON) ENGINE=InnoDB;
INSERT INTO t VALUES (1, JSON_OBJECT('a', REPEAT('x', 100), 'b', JSON_ARRAY(1, 2, 3)), '{}'), (2, '[1, 2, 3]', NULL);
SET binlog_row_value_options = PARTIAL_JSON;
UPDATE t SET j = JSON_SET(j, '$.a', 'y', '$.b[1]', JSON_OBJECT('c', CAST(1.5 AS DECIMAL(5,2))));
SET binlog_row_image = MINIMAL;
UPDATE t SET j = JSON_REMOVE(j, '$.b'), k = JSON_REPLACE(k, '$.q', 1) WHERE a = 1;
UPDATE t SET j = JSON_SET(j, '$[0]', NULL) WHERE a = 2;
UPDATE t SET a = a + 10, j = JSON_SET(j, '$[1]', TRUE);

-- case: trap38 a collation of the connection that no client could have
SET collation_connection = utf16le_general_ci;
CREATE TABLE t (a VARCHAR(20) DEFAULT 'ä', b VARCHAR(20) CHARACTER SET utf16le) ENGINE=InnoDB;
CREATE VIEW v AS SELECT 'x' AS c;
SET time_zone = _latin1'+05:00', binlog_format = STATEMENT;
SET collation_connection = ucs2_unicode_ci;
INSERT INTO t VALUES (CONCAT('b', NOW() > 0), 'c');
SET collation_connection = utf32_bin;
CREATE TABLE u (a ENUM('p', 'q') CHARACTER SET utf32 DEFAULT 'q') ENGINE=InnoDB;
INSERT INTO u VALUES ('p'), (DEFAULT);

-- case: trap49 a CREATE OR REPLACE .. SELECT that fails and leaves no table
-- only: mariadb
CREATE TABLE t2 (a INT) ENGINE=MyISAM;
INSERT INTO t2 VALUES (0), (1), (2), (2);
CREATE TABLE t1 (a INT);
CREATE TABLE t3 (a INT) ENGINE=InnoDB;
CREATE TABLE t4 (a INT) ENGINE=MyISAM;
-- error 1062
CREATE OR REPLACE TABLE t1 (a INT PRIMARY KEY) SELECT a FROM t2;
-- error 1060
CREATE OR REPLACE TABLE t3 (a INT, a INT) SELECT * FROM t2;
SET binlog_format = MIXED;
-- error 1062
CREATE OR REPLACE TABLE t4 (a INT PRIMARY KEY) ENGINE=MyISAM SELECT a FROM t2;
INSERT INTO t2 VALUES (3);

-- case: trap47 who creates a routine may run and change it
CREATE USER creator@'%', reader@'%', owner@'%';
GRANT CREATE ROUTINE ON lab.* TO creator@'%';
GRANT CREATE ROUTINE, EXECUTE ON lab.* TO reader@'%';
GRANT CREATE ROUTINE, EXECUTE, ALTER ROUTINE ON lab.* TO owner@'%';
-- connect creator
CREATE PROCEDURE p () SELECT 1;
CREATE PROCEDURE lab.`f g` (a INT) SELECT a;
-- connect reader
CREATE PROCEDURE lab . q () SELECT 2;
-- connect owner
CREATE PROCEDURE r () SELECT 3;
-- connect creator
DROP PROCEDURE p;

-- case: trap38 ALTER DATABASE of the current one
CREATE DATABASE other;
CREATE TABLE other.t (a CHAR(1));
USE other;
ALTER DATABASE COLLATE latin1_bin;
CREATE TABLE u (a CHAR(1));
ALTER SCHEMA CHARACTER SET utf8mb4;
ALTER DATABASE lab CHARACTER SET latin2;
DROP DATABASE other;
CREATE DATABASE other CHARACTER SET greek;
USE other;
CREATE TABLE v (a CHAR(1));
