-- Column types with their extremes. CaseFile.java tells what the directives mean.

-- case: integers of all widths, signed and unsigned
CREATE TABLE i (a TINYINT, b SMALLINT, c MEDIUMINT, d INT, e BIGINT, f TINYINT UNSIGNED, g SMALLINT UNSIGNED,
    h MEDIUMINT UNSIGNED, i INT UNSIGNED, j BIGINT UNSIGNED, k INT(5) ZEROFILL, l BOOL);
INSERT INTO i VALUES (-128, -32768, -8388608, -2147483648, -9223372036854775808, 0, 0, 0, 0, 0, 0, FALSE),
    (127, 32767, 8388607, 2147483647, 9223372036854775807, 255, 65535, 16777215, 4294967295, 18446744073709551615, 7,
    TRUE), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (-1, -1, -1, -1, -1, 128, 32768, 8388608, 2147483648, 9223372036854775808, 99999, 2);
UPDATE i SET a = -a, j = j - 1 WHERE a = -1;

-- case: trap20 FLOAT and DOUBLE keep every bit
CREATE TABLE f (id INT PRIMARY KEY, f FLOAT, d DOUBLE, g FLOAT(7,3), h DOUBLE(10,4), u FLOAT UNSIGNED);
INSERT INTO f VALUES (1, 16777216, 0.1, 1234.567, 99.99995, 1), (2, 3.402823466e38, 1.7976931348623157e308, -1, -1, 0),
    (3, 1.401298464e-45, 4.9406564584124654e-324, 0, 0, 3.4e38), (4, -0e0, -0e0, -0e0, -0e0, 0),
    (5, 1.1, 1.1, 1.1, 1.1, 1.1), (6, 1.17549435e-38, 2.2250738585072014e-308, NULL, NULL, NULL);
UPDATE f SET f = f / 3, d = d / 3 WHERE id IN (1, 5);
CREATE TABLE keyless (f FLOAT, d DOUBLE);
INSERT INTO keyless VALUES (1.1, 1.1), (1.1, 1.1), (-0e0, 0), (0, -0e0);
DELETE FROM keyless WHERE d = 1.1 LIMIT 1;
UPDATE keyless SET d = 7 WHERE d = 0 LIMIT 1;
CREATE TABLE widths (id INT PRIMARY KEY, a FLOAT(24), b FLOAT(25), c REAL, e FLOAT(5,0), g DOUBLE(53,30), u DOUBLE UNSIGNED);
INSERT INTO widths VALUES (1, 1e-40, 1e-310, 2.2250738585072009e-308, 99999, 123456789012345678901.5, 1e300),
    (2, -1.17549421e-38, -4.9e-324, 1.7976931348623155e308, -0.4, -1e-30, 0.1),
    (3, 3.4028234663852886e38, 9007199254740993, 9007199254740992.5, -0e0, 0.30000000000000004, 5e-324);
UPDATE widths SET a = a / 2, b = b / 2, c = -c WHERE id < 3;

-- case: trap21 DECIMAL
CREATE TABLE d (id INT PRIMARY KEY, a DECIMAL(65,30), b DECIMAL(65,0), c DECIMAL(1,0), e DECIMAL(30,30),
    f DECIMAL(10,2) UNSIGNED, g DECIMAL(20,9) ZEROFILL);
INSERT INTO d VALUES
    (1, 99999999999999999999999999999999999.999999999999999999999999999999,
     99999999999999999999999999999999999999999999999999999999999999999, 9, 0.999999999999999999999999999999,
     99999999.99, 12345678901.123456789),
    (2, -99999999999999999999999999999999999.999999999999999999999999999999,
     -99999999999999999999999999999999999999999999999999999999999999999, -9, -0.000000000000000000000000000001, 0, 0),
    (3, 0.000000000000000000000000000001, 1, 0, 0, 0.01, 1), (4, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE d SET a = -a, b = b - 1 WHERE id = 1;

-- case: trap22 BIT of 1 to 64 bits
CREATE TABLE b (id INT PRIMARY KEY, b1 BIT(1), b7 BIT(7), b8 BIT(8), b9 BIT(9), b31 BIT(31), b63 BIT(63), b64 BIT(64));
INSERT INTO b VALUES (1, b'1', b'1010101', b'10000000', b'100000001', 0x7fffffff, 0x7fffffffffffffff,
    0xffffffffffffffff), (2, 0, 0, 0, 0, 0, 0, 0), (3, NULL, NULL, NULL, NULL, NULL, NULL, 0x8000000000000001);
UPDATE b SET b64 = b64 ^ 1, b1 = 0 WHERE id = 1;
CREATE TABLE bkey (b BIT(20) PRIMARY KEY, v INT);
INSERT INTO bkey VALUES (1, 1), (0xfffff, 2);
UPDATE bkey SET b = 5, v = 3 WHERE b = 1;
SET group_concat_max_len = 100000;
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n VALUES (0), (1), (2), (3), (4), (5), (6), (7);
SET @columns = (SELECT GROUP_CONCAT(CONCAT('w', a.i * 8 + b.i + 1, ' BIT(', a.i * 8 + b.i + 1, ')') ORDER BY a.i, b.i)
    FROM n a, n b);
SET @ones = (SELECT GROUP_CONCAT(CONCAT('b\'', REPEAT('1', a.i * 8 + b.i + 1), '\'') ORDER BY a.i, b.i) FROM n a, n b);
SET @highest = (SELECT GROUP_CONCAT(CONCAT('b\'1', REPEAT('0', a.i * 8 + b.i), '\'') ORDER BY a.i, b.i) FROM n a, n b);
SET @sql = CONCAT('CREATE TABLE widths (id INT PRIMARY KEY, ', @columns, ')');
PREPARE s FROM @sql;
EXECUTE s;
SET @sql = CONCAT('INSERT INTO widths VALUES (1, ', @ones, '), (2, ', @highest, ')');
PREPARE s FROM @sql;
EXECUTE s;
UPDATE widths SET w1 = NULL, w33 = w33 ^ 3, w64 = 0;

-- case: trap17 YEAR, TIME, DATE, DATETIME, TIMESTAMP with all digits, zero and partial values
SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00';
CREATE TABLE t (id INT PRIMARY KEY, y YEAR, d DATE, t0 TIME, t1 TIME(1), t3 TIME(3), t4 TIME(4), t6 TIME(6),
    dt0 DATETIME, dt2 DATETIME(2), dt5 DATETIME(5), dt6 DATETIME(6), ts0 TIMESTAMP NULL, ts1 TIMESTAMP(1) NULL,
    ts4 TIMESTAMP(4) NULL, ts6 TIMESTAMP(6) NULL);
INSERT INTO t VALUES
    (1, 1901, '1000-01-01', '-838:59:59', '-838:59:58.9', '-00:00:00.001', '-00:00:00.0001', '-838:59:58.999999',
     '1000-01-01', '1000-01-01 00:00:00.01', '9999-12-31 23:59:59.99999', '9999-12-31 23:59:59.999999',
     '1970-01-01 00:00:01', '1970-01-01 00:00:01.1', '2038-01-19 03:14:07.9999', '2038-01-19 03:14:07.999999'),
    (2, 2155, '9999-12-31', '838:59:59', '838:59:58.9', '838:59:58.999', '24:00:00.0001', '-24:00:00.000001',
     '0000-00-00', '0000-00-00', '0000-00-00', '0000-00-00', 0, 0, 0, 0),
    (3, 0, '0000-00-00', 0, 0, 0, 0, 0, '2021-02-31 10:00:00', '2021-00-00', '2021-01-00', '0000-01-01', NULL, NULL,
     NULL, NULL),
    (4, '0', '2021-02-31', '-00:00:01', '-00:00:00.1', '-00:00:00.100', '-100:00:00.1', '-00:00:00.000001',
     '2024-02-29 23:59:59', '2024-02-29 23:59:59.99', '2024-02-29', '1999-12-31 23:59:59.000001',
     '2024-10-27 00:30:00', '2024-10-27 01:30:00', '2024-03-31 01:30:00', '2024-03-31 02:30:00.5');
UPDATE t SET t6 = ADDTIME(t6, '00:00:00.000001'), dt6 = dt6 + INTERVAL 1 YEAR, ts6 = ts6 WHERE id = 4;
CREATE TABLE digits (id INT PRIMARY KEY, t0 TIME(0), t1 TIME(1), t2 TIME(2), t3 TIME(3), t4 TIME(4), t5 TIME(5),
    t6 TIME(6), d0 DATETIME(0), d1 DATETIME(1), d2 DATETIME(2), d3 DATETIME(3), d4 DATETIME(4), d5 DATETIME(5),
    d6 DATETIME(6), s0 TIMESTAMP(0) NULL, s1 TIMESTAMP(1) NULL, s2 TIMESTAMP(2) NULL, s3 TIMESTAMP(3) NULL,
    s4 TIMESTAMP(4) NULL, s5 TIMESTAMP(5) NULL, s6 TIMESTAMP(6) NULL);
SET @t = '-838:59:58.999999', @u = '838:59:58.999999', @z = '-00:00:00.999999', @d = '9999-12-31 23:59:58.999999',
    @e = '1000-01-01 00:00:00.000001', @s = '2038-01-19 03:14:06.999999', @f = '1970-01-01 00:00:01.000001';
INSERT INTO digits VALUES (1, @t, @t, @t, @t, @t, @t, @t, @d, @d, @d, @d, @d, @d, @d, @s, @s, @s, @s, @s, @s, @s),
    (2, @u, @u, @u, @u, @u, @u, @u, @e, @e, @e, @e, @e, @e, @e, @f, @f, @f, @f, @f, @f, @f),
    (3, @z, @z, @z, @z, @z, @z, @z, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
UPDATE digits SET t1 = t2, t3 = t4, t5 = t6, d1 = d2, d3 = d4, d5 = d6, s1 = s2, s3 = s4, s5 = s6;
SET time_zone = 'SYSTEM';
CREATE TABLE auto (id INT PRIMARY KEY, ts TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    dt DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), v INT);
INSERT INTO auto (id, v) VALUES (1, 1), (2, 2);
UPDATE auto SET v = 3 WHERE id = 1;

-- case: trap17 TIME, DATETIME and TIMESTAMP in their old forms
-- only: mariadb
SET GLOBAL mysql56_temporal_format = OFF;
-- replicas
SET GLOBAL mysql56_temporal_format = OFF;
-- connection a
CREATE TABLE o (id INT PRIMARY KEY, t TIME, t3 TIME(3), t6 TIME(6), d DATETIME, d1 DATETIME(1), d6 DATETIME(6), s TIMESTAMP
    NULL, s2 TIMESTAMP(2) NULL, v INT);
INSERT INTO o VALUES (1, '-838:59:59', '-838:59:58.999', '00:00:00.000001', '9999-12-31 23:59:59', '1000-01-01 00:00:00.1',
    '2024-02-29 23:59:59.999999', '2024-01-01 00:00:00', '2024-01-01 00:00:00.99', 1), (2, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL), (3, '00:00:01', '838:59:59', '-00:00:00.000001', '0000-00-00', '2021-02-03 04:05:06.7',
    '1000-01-01', 0, '2038-01-19 03:14:07.5', 3);
UPDATE o SET d = '2001-01-01 01:01:01', t6 = '12:34:56.789', v = 7 WHERE id = 1;
DELETE FROM o WHERE id = 3;
SET GLOBAL mysql56_temporal_format = ON;
-- replicas
SET GLOBAL mysql56_temporal_format = ON;

-- case: trap19 CHAR, VARCHAR, BINARY, VARBINARY and their padding
CREATE TABLE p (id INT PRIMARY KEY, c CHAR(5), v VARCHAR(5), b BINARY(5), vb VARBINARY(5), c255 CHAR(255),
    v300 VARCHAR(300), e CHAR(0));
INSERT INTO p VALUES (1, 'a  ', 'a  ', 'a', 'a', REPEAT('x', 255), REPEAT('y', 300), ''),
    (2, '', '', '', '', '', '', NULL), (3, '  a', '  a', 0x0000610000, 0x0000610000, ' ', ' ', ''),
    (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (5, 'ab', 'ab', 0xff00, 0xff00, 'ä', REPEAT('ö', 300), '');
UPDATE p SET b = 'b', v = CONCAT(v, ' ') WHERE id IN (1, 2);
CREATE TABLE pk (b BINARY(4) PRIMARY KEY, v INT);
INSERT INTO pk VALUES (0x61, 1), (0x6100000a, 2), (0, 3);
UPDATE pk SET v = v + 10;
DELETE FROM pk WHERE v = 12;

-- case: BLOB and TEXT of all sizes
CREATE TABLE l (id INT PRIMARY KEY, tb TINYBLOB, b BLOB, mb MEDIUMBLOB, lb LONGBLOB, tt TINYTEXT, t TEXT,
    mt MEDIUMTEXT, lt LONGTEXT) CHARACTER SET utf8mb4;
INSERT INTO l VALUES (1, REPEAT(0xff, 255), REPEAT(0x00, 65535), REPEAT('ab', 100000), REPEAT(0x0102, 300000),
    REPEAT('x', 255), REPEAT('y', 65535), REPEAT('ä', 70000), REPEAT('🐬', 70000)),
    (2, '', '', '', '', '', '', '', ''), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE l SET mb = CONCAT(mb, 'c'), lt = 'short' WHERE id = 1;
CREATE TABLE many (id INT PRIMARY KEY, b LONGBLOB);
INSERT INTO many VALUES (1, REPEAT('a', 3000000)), (2, REPEAT('b', 100000)), (3, REPEAT('c', 3000000));

-- case: trap23 ENUM and SET by number
SET sql_mode = '';
CREATE TABLE e (id INT PRIMARY KEY, e ENUM('', 'a', 'B', 'ä'), s SET('x', 'y', 'z'), en ENUM('1', '2', '0'));
INSERT INTO e VALUES (1, '', 'x,z', '1'), (2, 'nosuch', 'nosuch', 3), (3, 'b', '', 0), (4, 4, 7, '0'),
    (5, NULL, NULL, NULL);
UPDATE e SET e = 0 WHERE id = 1;
ALTER TABLE e MODIFY e ENUM('new', '', 'a', 'B', 'ä');
INSERT INTO e VALUES (6, 'new', 'y', 2);

-- case: trap23 ENUM of more than 255 members and SET of 64
SET group_concat_max_len = 1000000;
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
SET @members = (SELECT GROUP_CONCAT(CONCAT('\'m', a.i, b.i, c.i, '\'') ORDER BY a.i, b.i, c.i) FROM n a, n b, n c);
SET @set = (SELECT GROUP_CONCAT(CONCAT('\'s', a.i, b.i, '\'') ORDER BY a.i, b.i) FROM n a, n b
    WHERE a.i * 10 + b.i < 64);
SET @create = CONCAT('CREATE TABLE wide (id INT PRIMARY KEY, e ENUM(', @members, '), s SET(', @set, '))');
PREPARE create_wide FROM @create;
EXECUTE create_wide;
INSERT INTO wide VALUES (1, 'm000', 's00'), (2, 'm254', 's63'), (3, 'm255', 's00,s63'), (4, 'm256', 's31,s32'),
    (5, 'm999', 18446744073709551615), (6, NULL, '');
UPDATE wide SET e = 'm300', s = 's07' WHERE id = 1;

-- case: trap27 UUID, INET4, INET6 and compressed columns
-- only: mariadb>=10.10
CREATE TABLE u (id INT PRIMARY KEY, u UUID, a INET4, b INET6, c BLOB COMPRESSED, t TEXT COMPRESSED, v VARCHAR(1000)
    COMPRESSED);
INSERT INTO u VALUES (1, '123e4567-e89b-12d3-a456-426655440000', '1.2.3.4', '::ffff:1.2.3.4', REPEAT('a', 1000),
    REPEAT('b', 1000), REPEAT('c', 500)), (2, '00000000-0000-0000-0000-000000000000', '0.0.0.0', '::', '', '', ''),
    (3, 'ffffffff-ffff-ffff-ffff-ffffffffffff', '255.255.255.255', 'ffff::', 'short', 'x', NULL),
    (4, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE u SET u = UUID(), t = CONCAT(t, 'x'), c = REPEAT('z', 2000) WHERE id < 3;
CREATE TABLE uk (u UUID PRIMARY KEY, n INT);
INSERT INTO uk VALUES (UUID(), 1), (UUID(), 2);
UPDATE uk SET n = n + 1;
INSERT INTO uk VALUES ('f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 10), ('f81d4fae-7dec-21d0-8765-00a0c91e6bf6', 20),
    ('f81d4fae-7dec-31d0-9765-00a0c91e6bf6', 30), ('f81d4fae-7dec-41d0-a765-00a0c91e6bf6', 40),
    ('f81d4fae-7dec-51d0-b765-00a0c91e6bf6', 50), ('f81d4fae-7dec-61d0-a765-00a0c91e6bf6', 60),
    ('f81d4fae-7dec-71d0-a765-00a0c91e6bf6', 70), ('f81d4fae-7dec-81d0-a765-00a0c91e6bf6', 80),
    ('f81d4fae-7dec-11d0-0765-00a0c91e6bf6', 90), ('f81d4fae-7dec-f1d0-e765-00a0c91e6bf6', 99);
DELETE FROM uk WHERE n IN (10, 90);
CREATE TABLE ik (a INET4, b INET6, c VARBINARY(500) COMPRESSED, UNIQUE KEY (a, b));
INSERT INTO ik VALUES ('0.0.0.0', '::', ''), ('127.0.0.1', 'fe80::1', REPEAT(0x00ff, 200)), (NULL, NULL, NULL), (NULL,
    NULL, NULL);
UPDATE ik SET b = '::1', c = CONCAT(c, 'x') WHERE a = '127.0.0.1';
DELETE FROM ik WHERE a IS NULL LIMIT 1;

-- case: trap11 generated columns, stored and virtual
CREATE TABLE g (id INT PRIMARY KEY, a INT, s INT AS (a * 2) STORED, v INT AS (a + 1) VIRTUAL, t VARCHAR(20)
    AS (CONCAT('x', a)) VIRTUAL, b INT, KEY (s), UNIQUE KEY (v));
INSERT INTO g (id, a, b) VALUES (1, 1, 1), (2, 2, 2), (3, NULL, 3);
UPDATE g SET a = 10 WHERE id = 1;
DELETE FROM g WHERE v = 3;
CREATE TABLE keyless (a INT, v INT AS (a + 1) VIRTUAL, s INT AS (a + 2) STORED);
INSERT INTO keyless (a) VALUES (1), (1), (NULL), (NULL);
DELETE FROM keyless WHERE a = 1 LIMIT 1;
UPDATE keyless SET a = 5 WHERE a IS NULL LIMIT 1;

-- case: trap11 functional indexes
-- only: mysql>=8.0.13
CREATE TABLE fi (id INT PRIMARY KEY, a INT, j JSON, KEY ((a + 1)), UNIQUE KEY u ((a * 2)),
    KEY k ((CAST(j->>'$.n' AS CHAR(10)))));
INSERT INTO fi VALUES (1, 1, '{"n": "x"}'), (2, 2, NULL);
UPDATE fi SET a = 3 - a + 10 WHERE a + 1 = 2;
DELETE FROM fi WHERE a = 2;
CREATE TABLE keyless (a INT, b INT, KEY ((a + b)));
INSERT INTO keyless VALUES (1, 2), (1, 2), (NULL, 1);
DELETE FROM keyless WHERE a = 1 LIMIT 1;
-- compare
SELECT * FROM lab.fi ORDER BY id;
-- compare
SELECT id FROM lab.fi WHERE a + 1 = 13;
-- compare
SELECT * FROM lab.keyless ORDER BY a;
-- compare
SELECT COUNT(*) FROM lab.keyless WHERE a + b = 3;
-- compare
SHOW CREATE TABLE lab.fi;

-- case: multi-valued indexes
-- only: mysql>=8.0.17
CREATE TABLE mv (id INT PRIMARY KEY, j JSON, KEY k ((CAST(j->'$.a' AS UNSIGNED ARRAY))));
INSERT INTO mv VALUES (1, '{"a": [1, 2, 3]}'), (2, '{"a": []}'), (3, NULL);
UPDATE mv SET j = '{"a": [4]}' WHERE 2 MEMBER OF (j->'$.a');
-- compare
SELECT * FROM lab.mv ORDER BY id;
-- compare
SELECT id FROM lab.mv WHERE 4 MEMBER OF (j->'$.a');
-- compare
SHOW CREATE TABLE lab.mv;

-- case: trap12 invisible columns
-- only: mysql>=8.0.23, mariadb
CREATE TABLE inv (id INT PRIMARY KEY, a INT INVISIBLE DEFAULT 5, b INT);
INSERT INTO inv VALUES (1, 1);
INSERT INTO inv (id, a, b) VALUES (2, 7, 2);
UPDATE inv SET a = a + 1;
DELETE FROM inv WHERE a = 6;

-- case: trap12 generated invisible primary keys
-- only: mysql>=8.0.30
SET sql_generate_invisible_primary_key = ON;
CREATE TABLE gipk (a INT);
INSERT INTO gipk VALUES (1), (1), (2);
DELETE FROM gipk WHERE a = 1 LIMIT 1;
UPDATE gipk SET a = 9 WHERE a = 2;

-- case: invisible and descending indexes, comments, and other attributes
-- only: mysql
CREATE TABLE ix (id INT PRIMARY KEY COMMENT 'ä \'quoted\'', a INT, b VARCHAR(20) COLLATE utf8mb4_bin, KEY i1 (a DESC, b)
    INVISIBLE, KEY i2 (b(5)) COMMENT 'c', FULLTEXT KEY ft (b)) COMMENT='t' ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
INSERT INTO ix VALUES (1, 1, 'x'), (2, NULL, NULL);
ALTER TABLE ix ALTER INDEX i1 VISIBLE, ALTER INDEX i2 INVISIBLE;

-- case: defaults of all kinds
CREATE TABLE def (id INT AUTO_INCREMENT PRIMARY KEY, a INT DEFAULT 7, b VARCHAR(10) DEFAULT 'x''y', d DATE DEFAULT
    (CURDATE()), u CHAR(36) DEFAULT (UUID()), r DOUBLE DEFAULT (RAND()), t TIMESTAMP DEFAULT NOW(), n INT NOT NULL);
INSERT INTO def (n) VALUES (1), (2);
INSERT INTO def SET id = 100, n = 3;
INSERT INTO def (n) VALUES (4);

-- case: trap14 AUTO_INCREMENT with zero, negative and largest values
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE TABLE ai (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT);
INSERT INTO ai VALUES (0, 1), (-5, 2), (9223372036854775806, 3);
CREATE TABLE au (id TINYINT UNSIGNED AUTO_INCREMENT PRIMARY KEY);
INSERT INTO au VALUES (0), (254);
SET sql_mode = '', auto_increment_increment = 10, auto_increment_offset = 3;
CREATE TABLE step (id INT AUTO_INCREMENT PRIMARY KEY, v INT);
INSERT INTO step (v) VALUES (1), (2), (3);

-- case: trap15 zero and partial dates under every mode
CREATE TABLE z (id INT PRIMARY KEY, d DATE, t DATETIME(3), s TIMESTAMP NULL, y YEAR);
SET sql_mode = '';
INSERT INTO z VALUES (1, '0000-00-00', '2021-00-00', 0, 0), (2, '2021-02-31', '2021-04-31 10:00:00', '2021-02-31', 'x'),
    (3, '2021-13-01', '2021-01-01 25:00:00', '1969-01-01', 1900), (4, 'nonsense', '', '2040-01-01', 2156);
SET sql_mode = 'NO_ZERO_DATE';
INSERT INTO z VALUES (5, '0000-00-00', '2021-00-00', 0, 0);
SET sql_mode = 'NO_ZERO_IN_DATE';
INSERT INTO z VALUES (6, '0000-00-00', '2021-00-00', 0, '00'), (7, '2021-01-00', '0000-01-01', NULL, '70');
SET sql_mode = 'ALLOW_INVALID_DATES,STRICT_ALL_TABLES';
INSERT INTO z VALUES (8, '2021-02-31', '2021-02-30 10:00:00', NULL, '69');
SET sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE';
-- error 1292
INSERT INTO z (id, d) VALUES (9, '0000-00-00');
INSERT INTO z (id, y) VALUES (10, 1901), (11, 2155), (12, 0);
UPDATE z SET y = 2000 WHERE id IN (1, 2, 8);
DELETE FROM z WHERE id = 2;

-- case: trap42 columns that come and go instantly
-- only: mysql>=8.0.29, mariadb
CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20), c CHAR(5));
INSERT INTO t VALUES (1, 1, 'one', 'c'), (2, 2, NULL, NULL);
ALTER TABLE t ADD COLUMN d DATETIME(6) DEFAULT '2001-01-01 00:00:00.5' AFTER id, ALGORITHM=INSTANT;
INSERT INTO t VALUES (3, NULL, 3, 'three', 'd');
UPDATE t SET b = 'changed' WHERE id < 3;
ALTER TABLE t DROP COLUMN a, ALGORITHM=INSTANT;
UPDATE t SET c = 'x' WHERE id = 1;
ALTER TABLE t ADD COLUMN e ENUM('x', 'y') FIRST, ADD COLUMN j BIT(9) DEFAULT b'101', ALGORITHM=INSTANT;
INSERT INTO t VALUES ('y', 4, NOW(6), 'four', 'e', NULL);
DELETE FROM t WHERE id = 2;
UPDATE t SET j = 7, id = id + 10;
ALTER TABLE t DROP COLUMN j, ALGORITHM=INSTANT;
UPDATE t SET e = 'x';

-- case: a table of many columns
SET group_concat_max_len = 100000;
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
SET @columns = (SELECT GROUP_CONCAT(CONCAT('c', a.i, b.i, c.i, ' TINYINT DEFAULT ', IF(c.i = 3, 'NULL', c.i))
    ORDER BY a.i, b.i, c.i) FROM n a, n b, n c);
SET @sql = CONCAT('CREATE TABLE wide (id INT PRIMARY KEY, ', @columns, ')');
PREPARE s FROM @sql;
EXECUTE s;
INSERT INTO wide (id, c500) VALUES (1, 7), (2, NULL);
UPDATE wide SET c999 = NULL, c000 = 1 WHERE id = 1;
SET binlog_row_image = MINIMAL;
UPDATE wide SET c263 = 5;
INSERT INTO wide (id) VALUES (3);
DELETE FROM wide WHERE id = 2;
