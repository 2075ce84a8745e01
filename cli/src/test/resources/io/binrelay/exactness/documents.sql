-- JSON, geometry and vectors. CaseFile.java tells what the directives mean.

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

-- case: trap24 JSON of values of every column type
-- only: mysql
CREATE TABLE c (id INT PRIMARY KEY, ti TINYINT, bu BIGINT UNSIGNED, de DECIMAL(65,30), fl FLOAT, do DOUBLE, bi BIT(64),
    y YEAR, d DATE, t TIME(6), dt DATETIME(6), ts TIMESTAMP(3) NULL, ch CHAR(5) CHARACTER SET latin1, vb VARBINARY(300),
    tb TINYBLOB, lb LONGBLOB, te TEXT, en ENUM('b', 'ä'), se SET('x', 'y'), g GEOMETRY);
INSERT INTO c VALUES (1, -128, 18446744073709551615, -1.5, 1.1, -0e0, b'101', 2024, '9999-12-31', '-838:59:58.999999',
    '1000-01-01 00:00:00.000001', '2024-01-01 00:00:00.5', 'ä', X'00FF', X'01', REPEAT('b', 70000), 'text', 'ä', 'x,y',
    ST_GeomFromText('POINT(1 2)'));
CREATE TABLE j (id INT PRIMARY KEY, j JSON);
INSERT INTO j SELECT 1, JSON_ARRAY(ti, bu, de, fl, do, bi, y, d, t, dt, ts, ch, vb, tb, lb, te, en, se, g) FROM c;
INSERT INTO j SELECT 2, JSON_OBJECT('bi', bi, 'y', y, 'vb', vb, 'lb', lb, 'de', de, 't', t, 'n', JSON_OBJECT('bi', bi, 'a',
    JSON_ARRAY(d, dt, ts))) FROM c;
INSERT INTO j SELECT 3, CAST(bi AS JSON) FROM c;
INSERT INTO j SELECT 4, CAST(vb AS JSON) FROM c;
UPDATE j, c SET j = JSON_SET(j, '$[0]', bi, '$[1]', t, '$[3]', vb) WHERE j.id = 1;
UPDATE j SET j = JSON_MERGE_PATCH(j, '{"y": null, "new": true}') WHERE id = 2;

-- case: trap24 JSON that is deep, and JSON that is large
-- only: mysql
SET cte_max_recursion_depth = 100000;
CREATE TABLE j (id INT PRIMARY KEY, j JSON);
INSERT INTO j VALUES (1, CONCAT(REPEAT('[', 100), REPEAT(']', 100))), (2, CONCAT(REPEAT('{"a":', 99), '1', REPEAT('}', 99)));
INSERT INTO j WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 70000)
    SELECT 3, JSON_ARRAYAGG(i) FROM r;
INSERT INTO j WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 9000)
    SELECT 4, JSON_OBJECTAGG(CONCAT('key', i), IF(i % 2, CAST(i AS DECIMAL(9,2)), REPEAT('v', i % 20))) FROM r;
INSERT INTO j WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3000)
    SELECT 5, JSON_ARRAYAGG(JSON_OBJECT('n', i, 'b', i % 2 = 0, 'z', NULL, 'f', i / 7e0)) FROM r;
INSERT INTO j VALUES (6, JSON_OBJECT(REPEAT('k', 65535), 1)), (7, JSON_ARRAY(REPEAT('x', 65536), JSON_ARRAY(1, 70000, -1,
    2147483647, 2147483648), JSON_OBJECT('in', REPEAT('y', 65600)), TRUE, NULL, 32767, -32769)), (8, '["\\ud83d\\udc2c\\u0000"]');
UPDATE j SET j = JSON_SET(j, '$[69999]', 'end') WHERE id = 3;
UPDATE j SET j = JSON_REMOVE(j, '$.key77') WHERE id = 4;

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

-- case: trap25 every kind of geometry with a reference system
CREATE TABLE g (id INT PRIMARY KEY, g GEOMETRY) CHARACTER SET latin1;
INSERT INTO g VALUES (1, ST_GeomFromText('POINT(1 2)', 3857)), (2, ST_GeomFromText('LINESTRING(0 0,1 1,2 0)', 3857)),
    (3, ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))', 3857)), (4, ST_GeomFromText('MULTIPOINT(1 1,2 2)', 3857)),
    (5, ST_GeomFromText('MULTILINESTRING((0 0,1 1),(2 2,3 3))', 3857)),
    (6, ST_GeomFromText('MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))', 3857)),
    (7, ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),GEOMETRYCOLLECTION(LINESTRING(0 0,1 1)))', 3857)),
    (8, ST_GeomFromText('POINT(1e-320 -1.7976931348623157e308)')), (9, NULL);
-- when mysql
INSERT INTO g VALUES (10, ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))', 4326)), (11, ST_SRID(POINT(1, 2), 4326)),
    (12, ST_GeomFromText('LINESTRING(-90 -180,90 180)', 4326));
UPDATE g SET g = ST_GeomFromWKB(ST_AsWKB(g), 0) WHERE id IN (1, 6, 8);
DELETE FROM g WHERE id = 2;
CREATE TABLE keyless (g GEOMETRY, p POINT);
INSERT INTO keyless VALUES (POINT(0, 0), POINT(-0e0, 0)), (POINT(0, 0), POINT(0, 0)), (NULL, NULL);
DELETE FROM keyless LIMIT 1;
UPDATE keyless SET p = POINT(5, 5) WHERE g IS NULL;
CREATE TABLE ix (id INT PRIMARY KEY, g GEOMETRY NOT NULL, SPATIAL INDEX (g));
INSERT INTO ix VALUES (1, POINT(1, 1)), (2, ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0))'));
UPDATE ix SET g = POINT(9, 9) WHERE id = 2;

-- case: trap26 VECTOR of MySQL
-- only: mysql>=9.0
CREATE TABLE v (id INT PRIMARY KEY, v VECTOR(3), w VECTOR(16383));
INSERT INTO v (id, v) VALUES (1, TO_VECTOR('[1,2.5,-0]')), (2, NULL), (3, TO_VECTOR('[3.4e38]'));
UPDATE v SET v = TO_VECTOR('[0,1]') WHERE id = 2;

-- case: trap26 VECTOR of MariaDB
-- only: mariadb>=11.7
CREATE TABLE v (id INT PRIMARY KEY, v VECTOR(3) NOT NULL, VECTOR INDEX (v));
INSERT INTO v VALUES (1, VEC_FromText('[1,2.5,0]')), (2, VEC_FromText('[1e10,1.5e-38,-1]'));
UPDATE v SET v = VEC_FromText('[0,0,1]') WHERE id = 2;
