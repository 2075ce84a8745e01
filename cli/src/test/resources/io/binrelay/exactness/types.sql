-- Column types with their extremes. CaseFile.java tells what the directives mean.

-- case: integers
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
SET time_zone = 'SYSTEM';
CREATE TABLE auto (id INT PRIMARY KEY, ts TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    dt DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), v INT);
INSERT INTO auto (id, v) VALUES (1, 1), (2, 2);
UPDATE auto SET v = 3 WHERE id = 1;

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

-- case: trap18 every character set with all bytes it takes
SET sql_mode = '';
DELIMITER //
CREATE PROCEDURE charsets() MODIFIES SQL DATA
BEGIN
  DECLARE done INT DEFAULT 0;
  DECLARE name VARCHAR(64);
  DECLARE names CURSOR FOR SELECT character_set_name FROM information_schema.character_sets
    WHERE character_set_name NOT IN ('binary', 'ucs2', 'utf16', 'utf16le', 'utf32') ORDER BY 1;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  OPEN names;
  next_name: LOOP
    FETCH names INTO name;
    IF done THEN LEAVE next_name; END IF;
    SET @sql = CONCAT('CREATE TABLE cs_', name, ' (id INT PRIMARY KEY, c CHAR(20) CHARACTER SET ', name,
      ', v VARCHAR(300) CHARACTER SET ', name, ', t TEXT CHARACTER SET ', name, ')');
    PREPARE s FROM @sql;
    EXECUTE s;
    SET @i = 1;
    WHILE @i < 256 DO
      SET @sql = CONCAT('INSERT IGNORE INTO cs_', name, ' VALUES (', @i, ', 0x', LPAD(HEX(@i), 2, '0'), ', 0x61',
        LPAD(HEX(@i), 2, '0'), '62, 0x', REPEAT(LPAD(HEX(@i), 2, '0'), 4), ')');
      PREPARE s FROM @sql;
      EXECUTE s;
      SET @i = @i + 17;
    END WHILE;
  END LOOP;
  CLOSE names;
END//
DELIMITER ;
CALL charsets();

-- case: trap18 wide character sets, surrogates and unmapped code points
CREATE TABLE w (id INT PRIMARY KEY, u2 VARCHAR(20) CHARACTER SET ucs2, u16 VARCHAR(20) CHARACTER SET utf16,
    u16le VARCHAR(20) CHARACTER SET utf16le, u32 CHAR(20) CHARACTER SET utf32, u3 VARCHAR(20) CHARACTER SET utf8,
    u4 TEXT CHARACTER SET utf8mb4, sj VARCHAR(20) CHARACTER SET sjis, cp VARCHAR(20) CHARACTER SET cp932,
    eu VARCHAR(20) CHARACTER SET eucjpms, l1 VARCHAR(20) CHARACTER SET latin1);
INSERT INTO w VALUES (1, 0x00610062, 0x0061D83DDC2C, 0x61003DD82CDC, 0x0001F42C, 'äöü', '🐬', 0x815C, 0x8740, 0xADA1,
    0x818D8F909D), (2, 0xFFFF, 0xFFFF, 0xFFFF, 0x0010FFFF, 'x', X'F48FBFBF', 0x5C7E, 0xFA40, 0x8EB1, 0x80FF);
UPDATE w SET u4 = CONCAT(u4, 'x'), cp = _cp932 0x8160 WHERE id = 1;

-- case: trap24 JSON with all inner types
-- only: mysql
CREATE TABLE j (id INT PRIMARY KEY, j JSON);
INSERT INTO j VALUES (1, CAST(1.10 AS JSON)), (2, '1.10'), (3, CAST(CAST('2024-01-01 01:02:03.000004' AS DATETIME(6)) AS
    JSON)), (4, CAST(CAST('-838:59:59' AS TIME) AS JSON)), (5, CAST(CAST('2024-02-29' AS DATE) AS JSON)),
    (6, CAST(x'00FF10' AS JSON)), (7, CAST(CAST(b'101' AS UNSIGNED) AS JSON)), (8, 'null'), (9, NULL),
    (10, 'true'), (11, '""'), (12, '"\\u0000ä🐬"'), (13, '18446744073709551615'), (14, '-9223372036854775808'),
    (15, '1.0'), (16, '1e308'), (17, '[]'), (18, '{}'), (19, '{"b": 1, "a": 2, "a": 3, "": [null, {"c": []}]}'),
    (20, JSON_ARRAY(1, 1.5, 1.50, CAST(1.5 AS DECIMAL(10,5)), NOW(), CURTIME(), CURDATE(), ST_GeomFromText('POINT(1 2)'))),
    (21, CAST(TIMESTAMP'2024-01-01 00:00:00' AS JSON)), (22, JSON_OBJECT('k', REPEAT('x', 70000))),
    (23, JSON_ARRAY(REPEAT('y', 127), REPEAT('z', 128), REPEAT('w', 16384), 32767, 32768, -32768, 2147483648, 65535)),
    (24, CAST(CAST(99999999999999999999.999999999999999 AS DECIMAL(65,30)) AS JSON)), (25, '0.1'), (26, '-0.0');
UPDATE j SET j = JSON_SET(j, '$.a', CAST(2.50 AS DECIMAL(5,2))) WHERE id IN (18, 19);
UPDATE j SET j = JSON_REMOVE(j, '$[0]') WHERE id IN (20, 23);
UPDATE j SET j = JSON_REPLACE(j, '$.k', 'short') WHERE id = 22;

-- case: trap24 JSON of MariaDB is text
-- only: mariadb
CREATE TABLE j (id INT PRIMARY KEY, j JSON);
INSERT INTO j VALUES (1, '{"b" : 1,  "a":1.10, "a": 2}'), (2, NULL), (3, '[ ]'), (4, '"\\u00e4"');
-- error 4025
INSERT INTO j VALUES (5, '{');
UPDATE j SET j = JSON_SET(j, '$.c', 1.50) WHERE id = 1;

-- case: trap25 geometry with and without SRID
CREATE TABLE g (id INT PRIMARY KEY, g GEOMETRY, p POINT, l LINESTRING, pg POLYGON, mp MULTIPOINT, ml MULTILINESTRING,
    mpg MULTIPOLYGON, gc GEOMETRYCOLLECTION);
INSERT INTO g VALUES (1, ST_GeomFromText('POINT(1 2)'), POINT(-0e0, 1e308), ST_GeomFromText('LINESTRING(0 0, 1 1)'),
    ST_GeomFromText('POLYGON((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))'), ST_GeomFromText('MULTIPOINT(1 1, 2 2)'),
    ST_GeomFromText('MULTILINESTRING((0 0, 1 1), (2 2, 3 3))'),
    ST_GeomFromText('MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))'),
    ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(0 0, 1 1))')),
    (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO g (id, g) VALUES (3, ST_GeomFromText('GEOMETRYCOLLECTION EMPTY'));
-- when mysql
INSERT INTO g (id, g, p) VALUES (4, ST_GeomFromText('POINT(10 20)', 4326), ST_GeomFromText('POINT(45 90)', 4326));
-- when mariadb
INSERT INTO g (id, g, p) VALUES (4, ST_GeomFromText('POINT(10 20)', 4326), ST_GeomFromText('POINT(45 90)', 101));
-- when mysql
CREATE TABLE gs (id INT PRIMARY KEY, p POINT NOT NULL SRID 4326, SPATIAL INDEX (p));
-- when mysql
INSERT INTO gs VALUES (1, ST_GeomFromText('POINT(-90 180)', 4326));
UPDATE g SET p = POINT(3, 4) WHERE id < 3;
CREATE TABLE gi (p POINT NOT NULL, SPATIAL INDEX (p)) ENGINE=MyISAM;
INSERT INTO gi VALUES (POINT(1, 1)), (POINT(2, 2));

-- case: trap26 VECTOR of MySQL
-- only: mysql>=9.0
CREATE TABLE v (id INT PRIMARY KEY, v VECTOR(3), w VECTOR(16383));
INSERT INTO v (id, v) VALUES (1, TO_VECTOR('[1,2.5,-0]')), (2, NULL), (3, TO_VECTOR('[3.4e38]'));
UPDATE v SET v = TO_VECTOR('[0,1]') WHERE id = 2;

-- case: trap26 VECTOR of MariaDB
-- only: mariadb>=11.7
CREATE TABLE v (id INT PRIMARY KEY, v VECTOR(3) NOT NULL, VECTOR INDEX (v));
INSERT INTO v VALUES (1, VEC_FromText('[1,2.5,0]')), (2, VEC_FromText('[3.4e38,1e-45,-1]'));
UPDATE v SET v = VEC_FromText('[0,0,1]') WHERE id = 2;

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

-- case: multi-valued indexes
-- only: mysql>=8.0.17
CREATE TABLE mv (id INT PRIMARY KEY, j JSON, KEY k ((CAST(j->'$.a' AS UNSIGNED ARRAY))));
INSERT INTO mv VALUES (1, '{"a": [1, 2, 3]}'), (2, '{"a": []}'), (3, NULL);
UPDATE mv SET j = '{"a": [4]}' WHERE 2 MEMBER OF (j->'$.a');

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
