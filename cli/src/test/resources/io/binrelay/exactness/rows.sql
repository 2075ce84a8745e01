-- Rows events: which row is meant, what is in its images. CaseFile.java tells what the directives mean.

-- case: trap4 duplicate rows and NULLs without a primary key
CREATE TABLE k (a INT, b VARCHAR(20), c FLOAT, j JSON, t TEXT);
INSERT INTO k VALUES (1, 'x', 1.1, '{"a": 1}', 'A'), (1, 'x', 1.1, '{"a": 1}', 'A'), (1, 'x', 1.1, '{"a": 1}', 'a'),
    (NULL, NULL, NULL, NULL, NULL), (NULL, NULL, NULL, NULL, NULL), (1, 'x ', 1.1, '{"a": 1}', 'A');
DELETE FROM k WHERE a = 1 LIMIT 1;
DELETE FROM k WHERE a IS NULL LIMIT 1;
UPDATE k SET a = 2 WHERE BINARY t = 'a';
UPDATE k SET b = 'y' WHERE a = 1 LIMIT 1;

-- case: trap4 no primary key but unique keys, with and without NULL
CREATE TABLE u (a INT NOT NULL, b INT, c INT, UNIQUE KEY (b), UNIQUE KEY (a));
INSERT INTO u VALUES (1, NULL, 1), (2, NULL, 1), (3, 3, 3);
UPDATE u SET c = 9 WHERE b IS NULL;
UPDATE u SET b = 1 WHERE a = 1;
DELETE FROM u WHERE a = 2;
CREATE TABLE n (b INT, c INT, UNIQUE KEY (b));
INSERT INTO n VALUES (NULL, 1), (NULL, 1), (1, 1);
UPDATE n SET c = 2 WHERE b IS NULL LIMIT 1;
DELETE FROM n WHERE b IS NULL AND c = 1;

-- case: trap5 changes of the primary key
CREATE TABLE p (id INT PRIMARY KEY, v INT);
CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE);
INSERT INTO p VALUES (1, 1), (2, 2), (3, 3);
INSERT INTO c VALUES (1, 1), (2, 2), (3, 3);
UPDATE p SET id = 10 WHERE id = 1;
UPDATE p SET id = id + 100 ORDER BY id DESC;
DELETE FROM p WHERE v = 2;

-- case: trap6 chains and swaps of unique values
CREATE TABLE s (id INT PRIMARY KEY, k INT UNIQUE);
INSERT INTO s VALUES (1, 1), (2, 2), (3, 3), (4, 4);
UPDATE s SET id = id + 1 ORDER BY id DESC;
UPDATE s SET k = k - 1 ORDER BY k;
BEGIN;
UPDATE s SET k = 100 WHERE k = 0;
UPDATE s SET k = 0 WHERE k = 3;
UPDATE s SET k = 3 WHERE k = 100;
DELETE FROM s WHERE k = 1;
INSERT INTO s VALUES (99, 1);
COMMIT;

-- case: trap7 REPLACE and ON DUPLICATE KEY UPDATE over several unique keys
-- native differs on mysql>=9.6: SET NULL takes place though the source had not logged it
CREATE TABLE r (id INT PRIMARY KEY, k INT UNIQUE, v INT);
CREATE TABLE ch (id INT PRIMARY KEY, r INT, FOREIGN KEY (r) REFERENCES r (id) ON DELETE SET NULL);
INSERT INTO r VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3);
INSERT INTO ch VALUES (1, 1), (2, 2);
REPLACE INTO r VALUES (1, 2, 9);
INSERT INTO r VALUES (4, 3, 5) ON DUPLICATE KEY UPDATE v = v + 100;
INSERT IGNORE INTO r VALUES (1, 8, 8), (5, 5, 5);
REPLACE INTO r VALUES (6, 6, 6), (6, 7, 7);

-- case: trap1 foreign keys whose cascades are not logged
CREATE TABLE p (id INT PRIMARY KEY, v INT);
CREATE TABLE c1 (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE c2 (id INT PRIMARY KEY, c1 INT, FOREIGN KEY (c1) REFERENCES c1 (id) ON DELETE SET NULL);
CREATE TABLE self (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES self (id) ON DELETE CASCADE);
INSERT INTO p VALUES (1, 1), (2, 2);
INSERT INTO c1 VALUES (1, 1), (2, 1), (3, 2);
INSERT INTO c2 VALUES (1, 1), (2, 3);
INSERT INTO self VALUES (1, NULL), (2, 1), (3, 2), (4, NULL);
UPDATE p SET id = 5 WHERE id = 1;
DELETE FROM p WHERE id = 5;
DELETE FROM self WHERE id = 1;

-- case: trap1 cascades of keys that move up by one
-- only: mysql<9.6, mariadb
CREATE TABLE p (id INT PRIMARY KEY, v INT);
CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE ON DELETE SET NULL);
INSERT INTO p VALUES (1, 1), (2, 2), (3, 3);
INSERT INTO c VALUES (1, 1), (2, 2), (3, 3), (4, 1);
UPDATE p SET id = id + 1 ORDER BY id DESC;
DELETE FROM p WHERE id = 3;
UPDATE p SET id = 3 WHERE id = 2;

-- case: trap2 cascades that are logged do not take place twice
-- only: mysql>=9.6
CREATE TABLE p (id INT PRIMARY KEY, v INT);
CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE ON DELETE SET NULL);
CREATE TABLE g (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES c (id) ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE self (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES self (id) ON DELETE CASCADE);
CREATE TABLE audit (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50));
CREATE TRIGGER tc AFTER UPDATE ON c FOR EACH ROW INSERT INTO audit (what) VALUES (CONCAT('c', NEW.id));
INSERT INTO p VALUES (1, 1), (2, 2), (3, 3);
INSERT INTO c VALUES (1, 1), (2, 2), (3, 3), (4, 1);
INSERT INTO g VALUES (1, 1), (2, 2), (3, 2);
INSERT INTO self VALUES (1, NULL), (2, 1), (3, 2), (4, NULL);
UPDATE p SET id = id + 1 ORDER BY id DESC;
DELETE FROM p WHERE id = 3;
UPDATE p SET id = 3 WHERE id = 2;
UPDATE c SET id = id + 10 ORDER BY id DESC;
DELETE FROM c WHERE id = 12;
DELETE FROM self WHERE id = 1;
BEGIN;
UPDATE p SET id = 50 WHERE id = 3;
UPDATE c SET p = NULL WHERE p = 50 LIMIT 1;
INSERT INTO p VALUES (3, 33);
UPDATE c SET p = 3 WHERE id = 13;
DELETE FROM p WHERE id = 50;
COMMIT;
SET foreign_key_checks = 0;
UPDATE p SET id = 77 WHERE id = 3;
REPLACE INTO p VALUES (4, 44);
SET foreign_key_checks = 1, binlog_row_image = MINIMAL;
UPDATE p SET id = 5 WHERE id = 4;

-- case: trap2 logged cascades over composite and unique keys
-- only: mysql>=9.6
CREATE TABLE q (a INT, b INT, PRIMARY KEY (a, b), k INT UNIQUE);
CREATE TABLE c (id INT PRIMARY KEY, a INT, b INT, k INT, FOREIGN KEY (a, b) REFERENCES q (a, b) ON UPDATE CASCADE,
    FOREIGN KEY (k) REFERENCES q (k) ON DELETE SET NULL ON UPDATE CASCADE);
INSERT INTO q VALUES (1, 1, 1), (1, 2, 2), (2, 1, NULL);
INSERT INTO c VALUES (1, 1, 1, 2), (2, 1, 2, 1), (3, NULL, 2, 2);
UPDATE q SET b = b + 1, k = k + 1 ORDER BY b DESC, k DESC;
-- error 1451
DELETE FROM q WHERE a = 1 AND b = 2;
DELETE FROM c WHERE id = 1;
UPDATE c SET a = NULL;
DELETE FROM q WHERE k = 3;

-- case: trap1 foreign keys switched off in the session
CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);
SET foreign_key_checks = 0;
INSERT INTO c VALUES (1, 77);
INSERT INTO p VALUES (1);
INSERT INTO c VALUES (2, 1);
DELETE FROM p;
SET foreign_key_checks = 1;
INSERT INTO p VALUES (2);
INSERT INTO c VALUES (3, 2);
DELETE FROM p;

-- case: trap3 triggers do not fire again
CREATE TABLE t (id INT PRIMARY KEY, v INT);
CREATE TABLE audit (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(50));
CREATE TRIGGER ai AFTER INSERT ON t FOR EACH ROW INSERT INTO audit (what) VALUES (CONCAT('i', NEW.id));
CREATE TRIGGER bu BEFORE UPDATE ON t FOR EACH ROW SET NEW.v = NEW.v + 1;
CREATE TRIGGER bd BEFORE DELETE ON t FOR EACH ROW INSERT INTO audit (what) VALUES (CONCAT('d', OLD.id));
INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);
UPDATE t SET v = v * 2;
DELETE FROM t WHERE id = 2;

-- case: trap8 row images MINIMAL, NOBLOB and FULL in turn
CREATE TABLE m (id INT PRIMARY KEY, a INT, b TEXT, c INT DEFAULT 5, j JSON, k INT UNIQUE);
INSERT INTO m VALUES (1, 1, 'x', 1, '[1]', 1), (2, 2, 'y', 2, '[2]', 2), (3, 3, 'z', 3, NULL, NULL);
SET binlog_row_image = MINIMAL;
UPDATE m SET a = 10 WHERE id = 1;
INSERT INTO m (id, a) VALUES (4, 4);
UPDATE m SET id = 20 WHERE id = 2;
DELETE FROM m WHERE id = 3;
UPDATE m SET b = NULL WHERE id = 20;
SET binlog_row_image = NOBLOB;
UPDATE m SET a = 11 WHERE id = 1;
UPDATE m SET b = 'changed', j = '[9]' WHERE id = 1;
DELETE FROM m WHERE id = 20;
SET binlog_row_image = FULL;
UPDATE m SET a = 12 WHERE id = 1;

-- case: trap8 row image MINIMAL without a primary key
CREATE TABLE m (a INT, b TEXT, c INT);
INSERT INTO m VALUES (1, 'x', 1), (1, 'x', 1), (NULL, NULL, NULL);
SET binlog_row_image = MINIMAL;
UPDATE m SET c = 2 WHERE a = 1 LIMIT 1;
DELETE FROM m WHERE a IS NULL;
INSERT INTO m (c) VALUES (7);

-- case: trap9 partial updates of JSON
-- only: mysql
SET binlog_row_value_options = PARTIAL_JSON;
CREATE TABLE j (id INT PRIMARY KEY, a JSON, b JSON, v INT);
INSERT INTO j VALUES (1, '{"a": 1, "list": [1, 2, 3], "s": "text that is long enough"}', '[1, [2, {"x": "y"}]]', 1),
    (2, NULL, '{}', 2), (3, JSON_OBJECT('k', REPEAT('x', 70000), 'n', 1), '[]', 3);
UPDATE j SET a = JSON_SET(a, '$.a', 2, '$.list[1]', 20), v = 5 WHERE id = 1;
UPDATE j SET a = JSON_REMOVE(a, '$.list[0]'), b = JSON_REPLACE(b, '$[1][1].x', 'z') WHERE id = 1;
UPDATE j SET a = JSON_REPLACE(a, '$.s', 'a'), b = JSON_SET(b, '$[5]', NULL) WHERE id = 1;
UPDATE j SET a = JSON_SET(a, '$.n', 2), b = '[7]' WHERE id = 3;
UPDATE j SET a = JSON_SET(a, '$.list', CAST(1.50 AS DECIMAL(5,2)), '$.new', CURDATE());
SET binlog_row_image = MINIMAL;
UPDATE j SET a = JSON_SET(a, '$.a', 'changed'), b = JSON_REMOVE(b, '$[0]');
UPDATE j SET a = JSON_SET(a, '$.list', JSON_ARRAY()), v = v + 1 WHERE id < 3;
SET binlog_row_image = NOBLOB;
UPDATE j SET b = JSON_ARRAY_APPEND(b, '$', 5) WHERE id = 1;
SET binlog_row_image = FULL;
CREATE TABLE k (j JSON, v INT);
INSERT INTO k VALUES ('{"a": [1, 2]}', 1), ('{"a": [1, 2]}', 1), (NULL, NULL);
UPDATE k SET j = JSON_SET(j, '$.a[0]', 9) LIMIT 1;
DELETE FROM k WHERE v = 1 LIMIT 1;

-- case: trap27 rows of system-versioned tables, sequences and periods
-- only: mariadb
CREATE TABLE v (id INT PRIMARY KEY, a INT) WITH SYSTEM VERSIONING;
SET SESSION timestamp = 1000000000.5;
INSERT INTO v VALUES (1, 1), (2, 2), (3, 3);
SET SESSION timestamp = 1000000100.5;
UPDATE v SET a = 10 WHERE id = 1;
DELETE FROM v WHERE id = 2;
SET SESSION timestamp = 1000000200.5;
REPLACE INTO v VALUES (1, 11);
SET SESSION binlog_row_image = MINIMAL, timestamp = 1000000300.5;
UPDATE v SET a = 12 WHERE id = 1;
SET SESSION binlog_row_image = FULL;
CREATE SEQUENCE s START WITH 5 INCREMENT BY 3 CACHE 4;
CREATE TABLE t (id INT DEFAULT NEXTVAL(s), v INT);
INSERT INTO t (v) VALUES (1), (2), (3), (4), (5), (6);
SELECT SETVAL(s, 50);
INSERT INTO t (v) VALUES (7);

-- case: trap27 sequences with row image MINIMAL
-- only: mariadb
SET SESSION binlog_row_image = MINIMAL;
CREATE SEQUENCE s START WITH 5 INCREMENT BY 3 CACHE 4;
CREATE TABLE t (id INT DEFAULT NEXTVAL(s), v INT);
INSERT INTO t (v) VALUES (1), (2), (3), (4), (5), (6);
SELECT SETVAL(s, 50);
INSERT INTO t (v) VALUES (7);
CREATE SEQUENCE `ä``s` INCREMENT BY -2 MINVALUE -5 MAXVALUE 5 START WITH 5 CYCLE NOCACHE;
BEGIN;
INSERT INTO t VALUES (NEXTVAL(`ä``s`), NEXTVAL(s)), (NEXTVAL(`ä``s`), NEXTVAL(s));
UPDATE t SET v = NEXTVAL(`ä``s`);
COMMIT;
SELECT NEXTVAL(`ä``s`), SETVAL(s, 1000, 0);
-- when mariadb>=11.5
CREATE SEQUENCE u AS TINYINT UNSIGNED START WITH 200 NOCACHE;
-- when mariadb>=11.5
INSERT INTO t VALUES (NEXTVAL(u), 1), (NEXTVAL(u), 2);

-- case: many rows, one statement
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE big (id INT PRIMARY KEY, s VARCHAR(200), u INT, KEY (u));
INSERT INTO big SELECT a.i * 1000 + b.i * 100 + c.i * 10 + d.i, REPEAT('x', b.i * 20), c.i FROM n a, n b, n c, n d;
UPDATE big SET s = CONCAT(s, 'y') WHERE u < 5;
DELETE FROM big WHERE u = 7;

-- case: one statement over several tables
CREATE TABLE a (id INT PRIMARY KEY, v INT);
CREATE TABLE b (id INT PRIMARY KEY, v INT);
INSERT INTO a VALUES (1, 1), (2, 2), (3, 3);
INSERT INTO b SELECT * FROM a;
UPDATE a, b SET a.v = b.v + 10, b.v = a.v + 20 WHERE a.id = b.id AND a.id < 3;
DELETE a, b FROM a JOIN b ON a.id = b.id WHERE a.id = 2;

-- case: partitioned tables
CREATE TABLE p (id INT, d DATE, v INT, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN
    (2020), PARTITION p1 VALUES LESS THAN (2024), PARTITION p2 VALUES LESS THAN MAXVALUE);
INSERT INTO p VALUES (1, '2019-01-01', 1), (2, '2022-01-01', 2), (3, '2025-01-01', 3);
UPDATE p SET d = '2025-06-01' WHERE id = 1;
CREATE TABLE h (id INT PRIMARY KEY, v INT) PARTITION BY HASH (id) PARTITIONS 4;
INSERT INTO h VALUES (1, 1), (2, 2), (3, 3), (4, 4);
UPDATE h SET id = id + 10 ORDER BY id DESC;
DELETE FROM h WHERE v = 2;

-- case: trap13 a replica with further columns
CREATE TABLE x (id INT PRIMARY KEY, a INT);
INSERT INTO x VALUES (1, 1);
-- replicas
ALTER TABLE x ADD COLUMN extra INT DEFAULT 42, ADD COLUMN more VARCHAR(10);
-- connection a
INSERT INTO x VALUES (2, 2), (3, 3);
UPDATE x SET a = 20 WHERE id = 2;
DELETE FROM x WHERE id = 3;
-- compare
SELECT id, a FROM lab.x ORDER BY id;

-- case: trap71 a row that is missing on the replica
-- native stops: Could not execute
CREATE TABLE x (id INT PRIMARY KEY, a INT);
INSERT INTO x VALUES (1, 1), (2, 2);
-- replicas
DELETE FROM x WHERE id = 1;
-- connection a
UPDATE x SET a = 10 WHERE id = 1;

-- case: trap71 a row that exists on the replica
-- native stops: Duplicate entry
CREATE TABLE x (id INT PRIMARY KEY, a INT);
-- replicas
INSERT INTO x VALUES (1, 1);
-- connection a
INSERT INTO x VALUES (1, 1);

-- case: trap15 zero dates, division and other values that strict modes refuse
SET sql_mode = '';
CREATE TABLE z (id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00', t TINYINT, s VARCHAR(3), n INT NOT NULL);
INSERT INTO z (id, t, s) VALUES (1, 1000, 'abcdef'), (2, -1000, NULL);
INSERT INTO z VALUES (3, '0000-00-00', 1 / 0, 'x', 0);
SET sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO';
UPDATE z SET s = 'y' WHERE id = 1;

-- case: trap16 TIMESTAMP under other time zones
SET time_zone = '+05:30';
CREATE TABLE tz (id INT PRIMARY KEY, ts TIMESTAMP NULL, dt DATETIME);
INSERT INTO tz VALUES (1, '2024-10-27 02:30:00', '2024-10-27 02:30:00');
SET time_zone = '-11:00';
INSERT INTO tz VALUES (2, '2024-10-27 02:30:00', '2024-10-27 02:30:00');
UPDATE tz SET ts = ts + INTERVAL 1 HOUR;
ALTER TABLE tz MODIFY dt TIMESTAMP NULL;
