-- Transactions of all forms. CaseFile.java tells what the directives mean.

-- case: trap32 savepoints and what is rolled back to them
CREATE TABLE t (id INT PRIMARY KEY, v INT);
BEGIN;
INSERT INTO t VALUES (1, 1);
SAVEPOINT a;
INSERT INTO t VALUES (2, 2);
SAVEPOINT `b c`;
INSERT INTO t VALUES (3, 3);
ROLLBACK TO a;
INSERT INTO t VALUES (4, 4);
RELEASE SAVEPOINT a;
COMMIT;
BEGIN;
INSERT INTO t VALUES (5, 5);
ROLLBACK;

-- case: trap32 ROLLBACK TO a savepoint behind rows of MyISAM
-- only: mysql<9, mariadb
CREATE TABLE t (id INT PRIMARY KEY, v INT);
CREATE TABLE m (id INT PRIMARY KEY, v INT) ENGINE=MyISAM;
BEGIN;
INSERT INTO t VALUES (1, 1);
SAVEPOINT a;
INSERT INTO t VALUES (2, 2);
INSERT INTO m VALUES (2, 2);
ROLLBACK TO a;
INSERT INTO t VALUES (3, 3);
COMMIT;

-- case: interleaved transactions commit in the order of the log
CREATE TABLE t (id INT PRIMARY KEY, v INT);
-- connection a
BEGIN;
INSERT INTO t VALUES (1, 1);
-- connection b
BEGIN;
INSERT INTO t VALUES (2, 2);
COMMIT;
-- connection a
INSERT INTO t VALUES (3, 3);
COMMIT;

-- case: trap33 Aria, with and without transactional=1
-- only: mariadb
CREATE TABLE a (id INT PRIMARY KEY, v INT) ENGINE=Aria TRANSACTIONAL=1;
CREATE TABLE b (id INT PRIMARY KEY, v INT) ENGINE=Aria TRANSACTIONAL=0;
INSERT INTO a VALUES (1, 1), (2, 2);
INSERT INTO b SELECT * FROM a;
UPDATE a SET v = v + 1;
DELETE FROM b WHERE id = 1;
-- error 1062
INSERT INTO a VALUES (5, 5), (1, 1);

-- case: trap33 transactions over InnoDB and MyISAM
-- only: mysql<9, mariadb
CREATE TABLE t (id INT PRIMARY KEY, v INT);
CREATE TABLE m (id INT PRIMARY KEY, v INT) ENGINE=MyISAM;
BEGIN;
INSERT INTO t VALUES (1, 1);
INSERT INTO m VALUES (1, 1);
INSERT INTO t VALUES (2, 2);
COMMIT;
BEGIN;
INSERT INTO m VALUES (2, 2);
INSERT INTO t VALUES (3, 3);
ROLLBACK;
BEGIN;
INSERT INTO t VALUES (4, 4);
INSERT INTO m VALUES (4, 4);
ROLLBACK;
INSERT INTO m SELECT id + 100, v FROM t;

-- case: trap35 empty transactions
CREATE TABLE t (id INT PRIMARY KEY, v INT);
BEGIN;
COMMIT;
DROP TABLE IF EXISTS nosuch;
DROP DATABASE IF EXISTS nosuch;
CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY, other INT);
UPDATE t SET v = 1 WHERE id = 99;
INSERT INTO t VALUES (1, 1);
UPDATE t SET v = 1;
FLUSH LOGS;
DELETE FROM t WHERE id = 2;

-- case: trap34 XA without changes
CREATE TABLE t (id INT PRIMARY KEY, v INT);
XA START 'e';
SELECT * FROM t;
XA END 'e';
XA PREPARE 'e';
XA COMMIT 'e';
INSERT INTO t VALUES (1, 1);

-- case: trap29 compressed transactions
-- only: mysql>=8.0.20
SET binlog_transaction_compression = ON;
CREATE TABLE t (id INT PRIMARY KEY, v TEXT);
BEGIN;
INSERT INTO t VALUES (1, REPEAT('a', 60000));
INSERT INTO t VALUES (2, 'b'), (3, NULL);
UPDATE t SET v = CONCAT(v, 'x');
COMMIT;
SET binlog_row_image = MINIMAL;
DELETE FROM t WHERE id = 2;
SET binlog_transaction_compression_level_zstd = 22;
INSERT INTO t SELECT id + 10, REPEAT(UUID(), 500) FROM t;
XA START 'x';
INSERT INTO t VALUES (99, 'xa');
XA END 'x';
XA PREPARE 'x';
XA COMMIT 'x';

-- case: trap29 compressed events of MariaDB
-- only: mariadb
SET GLOBAL log_bin_compress = ON, GLOBAL log_bin_compress_min_len = 10;
-- connection b
CREATE TABLE t (id INT PRIMARY KEY, v TEXT);
INSERT INTO t VALUES (1, REPEAT('a', 60000)), (2, 'b'), (3, NULL);
UPDATE t SET v = CONCAT(v, 'x');
DELETE FROM t WHERE id = 3;
SET binlog_row_image = MINIMAL;
UPDATE t SET v = 'short' WHERE id = 1;
SET binlog_format = STATEMENT;
INSERT INTO t VALUES (10, 'a text that is long enough to be compressed');
SET GLOBAL log_bin_compress = OFF;

-- case: trap34 XA prepared, interleaved, committed and rolled back
CREATE TABLE t (id INT PRIMARY KEY, v INT);
INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);
-- connection x
XA START 'one';
UPDATE t SET v = 10 WHERE id = 1;
INSERT INTO t VALUES (10, 10);
XA END 'one';
XA PREPARE 'one';
-- connection a
INSERT INTO t VALUES (20, 20);
BEGIN;
UPDATE t SET v = 22 WHERE id = 2;
-- connection y
XA START 'two', X'00ff', 7;
UPDATE t SET v = 30 WHERE id = 3;
XA END 'two', X'00ff', 7;
XA PREPARE 'two', X'00ff', 7;
-- connection a
INSERT INTO t VALUES (21, 21);
COMMIT;
-- connection y
XA ROLLBACK 'two', X'00ff', 7;
XA START 'three';
INSERT INTO t VALUES (40, 40);
XA END 'three';
XA COMMIT 'three' ONE PHASE;
XA START 'four';
INSERT INTO t VALUES (50, 50);
XA END 'four';
XA ROLLBACK 'four';
-- connection x
XA COMMIT 'one';
DELETE FROM t WHERE id = 10;

-- case: trap34 XA across sessions of source and replica
CREATE TABLE t (id INT PRIMARY KEY, v INT);
INSERT INTO t VALUES (1, 1), (2, 2);
-- connection x
XA START 'gtrid', 'bqual', 3;
UPDATE t SET v = 11 WHERE id = 1;
INSERT INTO t VALUES (3, 3);
XA END 'gtrid', 'bqual', 3;
XA PREPARE 'gtrid', 'bqual', 3;
-- disconnect x
-- connection y
XA START 'other';
DELETE FROM t WHERE id = 2;
XA END 'other';
XA PREPARE 'other';
-- disconnect y
-- restart
-- connection a
INSERT INTO t VALUES (4, 4);
XA COMMIT 'gtrid', 'bqual', 3;
-- restart
INSERT INTO t VALUES (5, 5);
XA ROLLBACK 'other';
UPDATE t SET v = v + 100;

-- case: trap34 what is prepared stays prepared
CREATE TABLE t (id INT PRIMARY KEY, v INT);
XA START 'stays';
INSERT INTO t VALUES (1, 1);
XA END 'stays';
XA PREPARE 'stays';
-- disconnect a
-- compare
XA RECOVER;
-- compare
SELECT COUNT(*) FROM lab.t;

-- case: trap34 XA as text, and over tables without transactions
CREATE TABLE t (id INT PRIMARY KEY, v INT);
CREATE TABLE m (id INT PRIMARY KEY, v INT) ENGINE=MyISAM;
SET binlog_format = STATEMENT;
XA START 'text';
INSERT INTO t VALUES (1, 1), (2, 2);
UPDATE t SET v = v + 1;
XA END 'text';
XA PREPARE 'text';
XA COMMIT 'text';
XA START 'one phase';
INSERT INTO t VALUES (3, 3);
XA END 'one phase';
XA COMMIT 'one phase' ONE PHASE;
SET binlog_format = ROW;
INSERT INTO m VALUES (1, 1);

-- case: trap36 CREATE TABLE .. SELECT
CREATE TABLE s (id INT PRIMARY KEY, v VARCHAR(20), d DECIMAL(9,3));
INSERT INTO s VALUES (1, 'a', 1.5), (2, NULL, NULL), (3, 'c', -0.001);
CREATE TABLE a SELECT * FROM s;
CREATE TABLE b (n INT AUTO_INCREMENT PRIMARY KEY, KEY (v)) SELECT v, d * 2 AS twice, NOW() AS made FROM s;
CREATE TABLE IF NOT EXISTS a SELECT 5 AS id;
CREATE TABLE none SELECT * FROM s WHERE 1 = 0;
-- when mysql<9, mariadb
CREATE TABLE m ENGINE=MyISAM SELECT * FROM s;
CREATE TABLE p (id INT) PARTITION BY HASH (id) PARTITIONS 2 SELECT id FROM s;
CREATE TEMPORARY TABLE tmp SELECT * FROM s;
CREATE TABLE from_tmp SELECT * FROM tmp;
CREATE TABLE like_tmp LIKE tmp;
-- error 1062
CREATE TABLE fails (v INT PRIMARY KEY) SELECT 1 AS v UNION ALL SELECT 1;
-- when mariadb
CREATE OR REPLACE TABLE a SELECT id + 10 AS id FROM s;
-- when mariadb
CREATE OR REPLACE TABLE b ENGINE=MyISAM SELECT id + 20 AS id FROM s;
DROP TEMPORARY TABLE tmp;
SET binlog_format = STATEMENT;
CREATE TABLE as_text SELECT * FROM s ORDER BY id;

-- case: trap36 CREATE TABLE .. SELECT of text in another character set
-- native differs on mysql: the collation is written out in the definition that is logged
SET collation_connection = latin1_swedish_ci;
CREATE TABLE g AS SELECT 'x' AS y;

-- case: trap33 MEMORY, CSV, ARCHIVE and BLACKHOLE
CREATE TABLE e (id INT PRIMARY KEY, v INT) ENGINE=MEMORY;
INSERT INTO e VALUES (1, 1), (2, 2);
UPDATE e SET v = 5;
DELETE FROM e WHERE id = 1;
CREATE TABLE c (id INT NOT NULL, v VARCHAR(20) NOT NULL) ENGINE=CSV;
INSERT INTO c VALUES (1, 'a,b'), (1, '"q"'), (2, '');
UPDATE c SET v = 'x' WHERE id = 2;
-- when mysql
CREATE TABLE ar (id INT, v TEXT) ENGINE=ARCHIVE;
-- when mysql
INSERT INTO ar VALUES (1, 'a'), (2, NULL);
-- when mysql
CREATE TABLE bh (id INT PRIMARY KEY, v INT) ENGINE=BLACKHOLE;
-- when mysql
INSERT INTO bh VALUES (1, 1), (1, 1);
TRUNCATE TABLE e;
INSERT INTO e VALUES (9, 9);

-- case: trap35 a transaction that only reads, and one of another database
CREATE DATABASE lab_other;
CREATE TABLE lab_other.t (id INT PRIMARY KEY);
START TRANSACTION READ ONLY;
SELECT COUNT(*) FROM lab_other.t;
COMMIT;
START TRANSACTION WITH CONSISTENT SNAPSHOT;
INSERT INTO lab_other.t VALUES (1);
COMMIT AND CHAIN;
INSERT INTO lab_other.t VALUES (2);
COMMIT RELEASE;
