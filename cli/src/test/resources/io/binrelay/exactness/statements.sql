-- Changes of rows that are logged as text. CaseFile.java tells what the directives mean.

-- case: trap10 text reads what it read on the source
CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a BIGINT, r DOUBLE, d DATETIME(6), s VARCHAR(99) CHARACTER SET
    utf8mb4);
SET binlog_format = STATEMENT, auto_increment_increment = 7, auto_increment_offset = 3, time_zone = '+03:00',
    timestamp = 1600000000.123456;
INSERT INTO t (a, r, d, s) VALUES (1, RAND(), NOW(6), LENGTH(@@sql_mode)), (2, RAND(), NOW(6), DATABASE());
INSERT INTO t (a, r, d, s) VALUES (LAST_INSERT_ID(), RAND(), CURTIME(6), @@time_zone), (3, RAND(7), UTC_TIMESTAMP(6), '');
INSERT INTO t (a, s) VALUES (4, @@auto_increment_increment);
SET insert_id = 1000;
INSERT INTO t (a, s) VALUES (5, 'given'), (6, 'the next');
SET rand_seed1 = 17, rand_seed2 = 4711;
UPDATE t SET r = RAND() WHERE a > 3;
SET timestamp = 1700000000;
UPDATE t SET d = NOW(), s = FROM_UNIXTIME(1000000000) WHERE a = 4;
DELETE FROM t WHERE a = 1;
INSERT INTO t (a) SELECT a + 100 FROM t ORDER BY id;

-- case: trap10 user variables of every type
CREATE TABLE t (id INT PRIMARY KEY, v LONGBLOB, c VARCHAR(99), n VARCHAR(199), d DOUBLE);
SET sql_mode = '', binlog_format = STATEMENT;
SET @i = -9223372036854775808, @u = 18446744073709551615, @d = 0.10, @m = -12345678901234567890.1234567890123456789,
    @r = 0.1e0, @e = 1.7976931348623157e308, @p = 4.9e-324, @n = NULL, @s = _latin1 X'E4276227' COLLATE
    latin1_german1_ci, @`kä``x` = _utf8mb4 'b' COLLATE utf8mb4_bin, @b = X'00ff', @x = '', @z = 0.00, @t = NOW(6),
    @g = _gbk X'B0A1', @l = REPEAT('long ', 20000), @nz = -0e0, @ucs = CONVERT('ucs' USING ucs2);
INSERT INTO t VALUES (1, @i, CONCAT(CHARSET(@i), COLLATION(@i)), @i, @i), (2, @u, '', @u, @u), (3, @d, '', @d, @d),
    (4, @m, '', @m, @m), (5, @r, '', @r, @r), (6, @e, '', @e, @e), (7, @p, '', @p, @p), (8, @n, COLLATION(@n), @n, @n);
INSERT INTO t VALUES (11, @s, COLLATION(@s), @s, 1), (12, @`kä``x`, COLLATION(@`kä``x`), @`kä``x`, 1),
    (13, @b, COLLATION(@b), HEX(@b), 1), (14, @x, COLLATION(@x), @x, 1), (15, @z, '', @z, @z), (16, @g, COLLATION(@g), '',
    1), (17, @l, COLLATION(@l), '', 1), (18, @nz, '', @nz, @nz), (19, @ucs, COLLATION(@ucs), @ucs, 1);
INSERT INTO t (id, n, c) VALUES (20, COERCIBILITY(@s), 1), (21, @u / 3, 1), (22, @d / 3, @m * 2), (23, @unset, 1);
SET @counter = 10;
INSERT INTO t (id, n) VALUES ((@counter := @counter + 20), @counter), (@counter + 1, 'x');
UPDATE t SET n = @counter, d = LENGTH(@l) WHERE id = 1;

-- case: trap10 the session of text: modes, character sets, time zones
CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(80), b VARCHAR(80) CHARACTER SET latin1, d DATE, x DECIMAL(40,30));
CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES t (id)) ENGINE=InnoDB;
SET binlog_format = STATEMENT, sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
INSERT INTO t (id, a) VALUES (1, 'a' || 'b');
INSERT INTO t (id, "a") VALUES (2, 'back\slash');
SET sql_mode = 'ALLOW_INVALID_DATES,NO_UNSIGNED_SUBTRACTION,HIGH_NOT_PRECEDENCE';
INSERT INTO t (id, a, d) VALUES (3, CAST(1 AS UNSIGNED) - 2, '2021-02-31'), (4, NOT 1 BETWEEN -5 AND 5, '0000-00-00');
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES';
INSERT INTO t (id, a) VALUES (0, 'zero');
SET sql_mode = '';
INSERT INTO t (id, a, b) VALUES (5, REPEAT('x', 100), 'cut');
-- when mysql>=9, mariadb
SET lc_time_names = 'de_DE';
INSERT INTO t (id, a, b, x) VALUES (6, DATE_FORMAT('2024-03-05', '%W %M %a %b'), DAYNAME('2024-03-05'), 1);
SET time_zone = '-07:30', timestamp = 1600000000.25;
INSERT INTO t (id, a, b) VALUES (7, FROM_UNIXTIME(0), NOW()), (8, UNIX_TIMESTAMP('2020-02-02 02:02:02'), CURDATE());
SET NAMES latin1 COLLATE latin1_german2_ci;
INSERT INTO t (id, a, b) VALUES (9, 'ä' = 'ae', COLLATION('x')), (10, CHARSET('x'), _utf8mb4'ü');
SET character_set_client = cp1251;
INSERT INTO t (id, a) VALUES (11, 'ä');
SET NAMES utf8mb4, collation_database = latin1_bin, collation_server = latin1_danish_ci;
INSERT INTO t (id, a) VALUES (12, '日本 🐬');
SET foreign_key_checks = 0;
INSERT INTO c VALUES (1, 99);
SET foreign_key_checks = 1, unique_checks = 0;
INSERT INTO c VALUES (2, 1);
-- error 1452
INSERT INTO c VALUES (3, 98);
SET unique_checks = 1, sql_safe_updates = 0;
DELETE FROM c WHERE p = 99;

-- case: trap10 what is not in the log of a statement
-- native differs: div_precision_increment and default_week_format are not logged; COVERAGE.md says so
CREATE TABLE t (id INT PRIMARY KEY, x DECIMAL(40,30), w INT);
SET binlog_format = STATEMENT, div_precision_increment = 12, default_week_format = 3;
INSERT INTO t VALUES (1, 1 / 7, WEEK('2024-01-01'));

-- case: trap10 several generated ids in one statement
CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v INT);
CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, t INT, last INT);
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW INSERT INTO log (t) VALUES (NEW.v);
INSERT INTO log (t) VALUES (1), (2), (3);
SET binlog_format = STATEMENT;
INSERT INTO t (v) VALUES (1), (2), (3);
INSERT INTO log (t, last) VALUES (LAST_INSERT_ID(), LAST_INSERT_ID() + 1), (5, LAST_INSERT_ID());
UPDATE t SET v = v + 10 ORDER BY id;
REPLACE INTO t VALUES (2, 22);
INSERT INTO t (id, v) VALUES (NULL, 7), (50, 8), (NULL, 9);
INSERT INTO t (id, v) VALUES (50, 1) ON DUPLICATE KEY UPDATE v = VALUES(v) + 1;
INSERT INTO t (v) SELECT t FROM log ORDER BY id;

-- case: trap10 MIXED: text where it is safe, rows where it is not
CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, u CHAR(36), n VARCHAR(80), v INT);
SET binlog_format = MIXED;
INSERT INTO t (u, n, v) VALUES (UUID(), USER(), 1), ('safe', 'not', 2);
INSERT INTO t (n, v) VALUES ('safe', 3);
INSERT INTO t (n, v) VALUES (CONNECTION_ID(), FOUND_ROWS()), (@@port, ROW_COUNT());
BEGIN;
UPDATE t SET v = v + 1 WHERE id = 1;
UPDATE t SET u = UUID() WHERE id = 2;
DELETE FROM t WHERE v = 3 ORDER BY id LIMIT 1;
COMMIT;
INSERT INTO t (v, u) SELECT v, SYSDATE(6) FROM t;
DELETE FROM t LIMIT 1;

-- case: trap10 unsafe statements do what they do natively
CREATE TABLE t (id INT PRIMARY KEY, u CHAR(60), s INT);
SET binlog_format = STATEMENT;
INSERT INTO t VALUES (1, UUID(), SLEEP(0)), (2, VERSION(), 1), (3, LOAD_FILE('/nosuch'), 2);
UPDATE t SET s = s + 1 ORDER BY id LIMIT 2;
DELETE FROM t WHERE id > 1 LIMIT 1;
-- compare
SELECT id, s, LENGTH(u) > 3 FROM lab.t ORDER BY id;

-- case: trap10 text over several tables, of other databases, through routines and triggers
CREATE DATABASE lab_two;
CREATE TABLE lab_two.b (id INT PRIMARY KEY, v INT);
CREATE TABLE a (id INT PRIMARY KEY, v INT);
CREATE TRIGGER ta AFTER INSERT ON a FOR EACH ROW INSERT INTO lab_two.b VALUES (NEW.id + 100, NEW.v);
DELIMITER //
CREATE PROCEDURE fill(n INT, d DECIMAL(9,3), s VARCHAR(20) CHARACTER SET latin1) BEGIN
  DECLARE x INT DEFAULT n;
  INSERT INTO a VALUES (x, d * 2), (x + 1, LENGTH(s));
  UPDATE a SET v = x WHERE id = x + 1;
END//
CREATE FUNCTION bump(i INT) RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN
  INSERT INTO lab_two.b VALUES (i, i * i);
  RETURN i + 1;
END//
DELIMITER ;
SET binlog_format = STATEMENT;
CALL fill(1, 1.500, 'fünf');
INSERT INTO a VALUES (bump(7), 7);
UPDATE a, lab_two.b SET a.v = 70, b.v = 71 WHERE a.id = 8 AND b.id = 108;
USE lab_two;
DELETE b FROM b JOIN lab.a ON b.id = a.id + 100 WHERE a.id = 1;
PREPARE s FROM 'INSERT INTO b VALUES (?, ?)';
SET @one = 500, @two = 501;
EXECUTE s USING @one, @two;
USE lab;
DROP TRIGGER ta;
TRUNCATE TABLE a;
INSERT INTO a SELECT id, v FROM lab_two.b ORDER BY id;

-- case: trap10 trap41 text that failed on the source
CREATE TABLE m (id INT PRIMARY KEY) ENGINE=MyISAM;
INSERT INTO m VALUES (3);
SET binlog_format = STATEMENT;
-- error 1062
INSERT INTO m VALUES (1), (2), (3), (4);
-- error 1062
UPDATE m SET id = 3 WHERE id = 1;
INSERT IGNORE INTO m VALUES (3), (5);

-- case: trap32 trap33 text in transactions with savepoints and other engines
-- only: mysql<9, mariadb
CREATE TABLE t (id INT PRIMARY KEY, v INT);
CREATE TABLE m (id INT PRIMARY KEY, v INT) ENGINE=MyISAM;
SET binlog_format = STATEMENT;
BEGIN;
INSERT INTO t VALUES (1, 1);
SAVEPOINT s;
INSERT INTO t VALUES (2, 2);
ROLLBACK TO s;
INSERT INTO t VALUES (3, 3);
COMMIT;
BEGIN;
INSERT INTO t VALUES (4, 4);
INSERT INTO m SELECT * FROM t;
ROLLBACK;
BEGIN;
INSERT INTO m VALUES (9, 9);
SAVEPOINT s2;
INSERT INTO t VALUES (9, 9);
INSERT INTO m VALUES (10, 10);
ROLLBACK TO SAVEPOINT s2;
COMMIT;

-- case: trap28 LOAD DATA as text
-- replicas
SET GLOBAL local_infile = ON;
-- connection a
SET GLOBAL local_infile = ON;
CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(99) CHARACTER SET utf8mb4, n INT);
SET binlog_format = STATEMENT, sql_mode = '', @n = 42;
LOAD DATA LOCAL INFILE 'src/test/resources/io/binrelay/exactness/loaded.txt' INTO TABLE t CHARACTER SET utf8mb4
    FIELDS TERMINATED BY ';' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\n' IGNORE 1 LINES (id, s) SET n = @n;
LOAD DATA LOCAL INFILE 'src/test/resources/io/binrelay/exactness/loaded.txt' REPLACE INTO TABLE t CHARACTER SET latin1
    FIELDS TERMINATED BY ';' IGNORE 2 LINES (id, @s) SET s = CONCAT(@s, '!'), n = id * @n;
LOAD DATA LOCAL INFILE 'src/test/resources/io/binrelay/exactness/loaded.txt' IGNORE INTO TABLE t
    FIELDS TERMINATED BY ';' LINES STARTING BY '3' TERMINATED BY '\n' (id, s);

-- case: trap28 LOAD DATA as rows
SET GLOBAL local_infile = ON;
SET sql_mode = '';
CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(99) CHARACTER SET utf8mb4, n INT);
LOAD DATA LOCAL INFILE 'src/test/resources/io/binrelay/exactness/loaded.txt' INTO TABLE t CHARACTER SET utf8mb4
    FIELDS TERMINATED BY ';' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\n' IGNORE 1 LINES (id, s) SET n = 1;
LOAD DATA LOCAL INFILE 'src/test/resources/io/binrelay/exactness/loaded.txt' REPLACE INTO TABLE t CHARACTER SET latin1
    FIELDS TERMINATED BY ';' IGNORE 1 LINES (id, s);

-- case: trap48 temporary tables of the same name in two sessions
CREATE TABLE t (id INT PRIMARY KEY, v INT);
-- connection one
SET binlog_format = STATEMENT;
CREATE TEMPORARY TABLE tmp (id INT PRIMARY KEY, v INT);
INSERT INTO tmp VALUES (1, 10);
-- connection two
SET binlog_format = STATEMENT;
CREATE TEMPORARY TABLE tmp (id INT PRIMARY KEY, v INT, w INT);
INSERT INTO tmp VALUES (2, 20, 200);
CREATE TEMPORARY TABLE other LIKE tmp;
-- connection one
INSERT INTO t SELECT * FROM tmp;
ALTER TABLE tmp ADD x INT DEFAULT 5;
-- connection two
INSERT INTO t SELECT id, v + w FROM tmp;
-- disconnect one
INSERT INTO tmp VALUES (3, 30, 300);
INSERT INTO t SELECT id, v FROM tmp WHERE id = 3;
DROP TABLE tmp;
-- connection three
SET binlog_format = STATEMENT;
CREATE TEMPORARY TABLE tmp SELECT * FROM t;
RENAME TABLE t TO shadow;
INSERT INTO shadow SELECT id + 100, v FROM tmp;

-- case: trap48 temporary tables in mixed format
CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40));
SET binlog_format = MIXED;
CREATE TEMPORARY TABLE tmp (id INT PRIMARY KEY, v VARCHAR(40)) ENGINE=InnoDB;
INSERT INTO tmp VALUES (1, 'text');
INSERT INTO t SELECT * FROM tmp;
INSERT INTO tmp VALUES (2, UUID());
INSERT INTO t SELECT id + 10, v FROM tmp;
BEGIN;
CREATE TEMPORARY TABLE within (id INT);
INSERT INTO within VALUES (1);
INSERT INTO t SELECT id + 50, 'within' FROM within;
ROLLBACK;
CREATE TEMPORARY TABLE IF NOT EXISTS tmp (other INT);
CREATE TABLE kept LIKE tmp;
INSERT INTO kept SELECT * FROM tmp;
DROP TEMPORARY TABLE IF EXISTS tmp, within, nosuch;
