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

-- case: trap28 LOAD DATA in row format
CREATE TABLE s (a INT, b VARCHAR(20), c DATE);
INSERT INTO s VALUES (1, 'x', '2024-01-01'), (2, NULL, NULL), (3, 'a\tb\\', '2024-02-02');
SET @file = CONCAT(@@datadir, 'lab_', @@port, '_', CONNECTION_ID(), '.txt');
SET @out = CONCAT('SELECT * FROM s INTO OUTFILE \'', @file, '\'');
CREATE TABLE l (a INT, b VARCHAR(20), c DATE, d INT DEFAULT 3);
PREPARE o FROM @out;
EXECUTE o;
SELECT 1;
