-- Text in every character set. CaseFile.java tells what the directives mean.

-- case: trap18 every character set with all single bytes
SET sql_mode = '';
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n WITH RECURSIVE r (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < 255) SELECT i FROM r;
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
    SET @sql = CONCAT('CREATE TABLE cs_', name, ' (id INT PRIMARY KEY, c CHAR(20), v VARCHAR(300), t TEXT) CHARACTER SET ',
      name);
    PREPARE s FROM @sql;
    EXECUTE s;
    SET @sql = CONCAT('INSERT IGNORE INTO cs_', name, ' SELECT i, UNHEX(LPAD(HEX(i), 2, 0)), ',
      'UNHEX(CONCAT(61, LPAD(HEX(i), 2, 0), 62)), UNHEX(REPEAT(LPAD(HEX(i), 2, 0), 4)) FROM n');
    PREPARE s FROM @sql;
    EXECUTE s;
  END LOOP;
  CLOSE names;
END//
DELIMITER ;
CALL charsets();
UPDATE cs_latin1 SET v = CONCAT(v, c), t = NULL WHERE id > 120;
DELETE FROM cs_sjis WHERE id < 30;

-- case: trap18 character sets of two bytes with every code they take
SET sql_mode = '', group_concat_max_len = 100000;
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n WITH RECURSIVE r (i) AS (SELECT 48 UNION ALL SELECT i + 1 FROM r WHERE i < 255) SELECT i FROM r;
DELIMITER //
CREATE PROCEDURE codes(IN name VARCHAR(20)) MODIFIES SQL DATA
BEGIN
  SET @sql = CONCAT('CREATE TABLE d_', name, ' (id INT PRIMARY KEY, t TEXT CHARACTER SET ', name, ')');
  PREPARE s FROM @sql;
  EXECUTE s;
  SET @sql = CONCAT('INSERT IGNORE INTO d_', name, ' SELECT a.i, GROUP_CONCAT(CONVERT(UNHEX(CONCAT(HEX(a.i), HEX(b.i))) USING ',
    name, ') ORDER BY b.i SEPARATOR \'\') FROM n a JOIN n b WHERE a.i > 127 GROUP BY a.i');
  PREPARE s FROM @sql;
  EXECUTE s;
END//
DELIMITER ;
CALL codes('big5');
CALL codes('cp932');
CALL codes('eucjpms');
CALL codes('euckr');
CALL codes('gb2312');
CALL codes('gbk');
CALL codes('sjis');
CALL codes('ujis');
CALL codes('utf8mb4');
-- when mysql
CALL codes('gb18030');
UPDATE d_sjis SET t = CONCAT(t, _sjis 0x835C) WHERE id > 130;
DELETE FROM d_gbk WHERE id = 200;

-- case: trap18 Unicode in all its forms
-- native differs on mysql<9: the source stores surrogates as utf8mb4 which its rows events do not have
SET sql_mode = '', group_concat_max_len = 1000000;
CREATE TABLE n (i INT PRIMARY KEY);
INSERT INTO n WITH RECURSIVE r (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < 271) SELECT i FROM r;
CREATE TABLE u (id INT PRIMARY KEY, u8 TEXT CHARACTER SET utf8mb4, u3 TEXT CHARACTER SET utf8, u16 TEXT CHARACTER SET utf16,
    le TEXT CHARACTER SET utf16le, u2 TEXT CHARACTER SET ucs2, u32 TEXT CHARACTER SET utf32);
INSERT IGNORE INTO u SELECT a.i, GROUP_CONCAT(CONVERT(UNHEX(LPAD(HEX(a.i * 4096 + b.i * 37), 8, '0')) USING utf32)
    ORDER BY b.i SEPARATOR ''), NULL, NULL, NULL, NULL, NULL FROM n a JOIN n b WHERE b.i < 110 GROUP BY a.i;
UPDATE IGNORE u SET u3 = u8, u16 = u8, le = u8, u2 = u8, u32 = u8;
UPDATE u SET u8 = CONCAT(u8, '🐬') WHERE id > 250;
CREATE TABLE surrogates (id INT PRIMARY KEY, u2 VARCHAR(300) CHARACTER SET ucs2);
INSERT INTO surrogates SELECT i, UNHEX(CONCAT('D8', LPAD(HEX(i), 2, '0'), 'DC', LPAD(HEX(i), 2, '0'), 'DFFF')) FROM n
    WHERE i < 256;
UPDATE surrogates SET u2 = CONCAT(u2, u2);

-- case: trap18 bytes that are no text in their character set
SET sql_mode = '';
CREATE TABLE b (id INT PRIMARY KEY, a VARBINARY(20), b VARBINARY(20), c BLOB, d VARBINARY(20)) ROW_FORMAT=DYNAMIC;
INSERT INTO b VALUES (1, X'FF00C0', X'D83D', X'F8888080', X'8F'), (2, X'61C3', X'FFFFFF', X'EDA080', X'81'),
    (3, X'C080', X'DC00D800', X'F4908080', X'FFFF'), (4, '', '', '', '');
ALTER TABLE b MODIFY a VARCHAR(20) CHARACTER SET utf8mb4, MODIFY b VARCHAR(20) CHARACTER SET utf16,
    MODIFY c TEXT CHARACTER SET utf8, MODIFY d VARCHAR(20) CHARACTER SET sjis;
UPDATE b SET id = id + 10;
INSERT IGNORE INTO b VALUES (1, X'FF00C0', X'D83D', X'F8888080', X'8F'), (2, X'61C3', X'FFFFFF', X'EDA080', X'81');
CREATE TABLE l (id INT PRIMARY KEY, a VARCHAR(20) CHARACTER SET latin1, b VARCHAR(20) CHARACTER SET ascii,
    c CHAR(4) CHARACTER SET cp1251, d VARCHAR(20) CHARACTER SET utf8mb4) CHARACTER SET latin1;
INSERT IGNORE INTO l VALUES (1, X'818D8F909D', X'80FF', X'98A0FF00', X'61FF62');
UPDATE IGNORE l SET d = X'E0A0', a = CONCAT(a, X'00');

-- case: trap18 wide character sets, surrogates and unmapped code points
CREATE TABLE w (id INT PRIMARY KEY, u2 VARCHAR(20) CHARACTER SET ucs2, u16 VARCHAR(20) CHARACTER SET utf16,
    u16le VARCHAR(20) CHARACTER SET utf16le, u32 CHAR(20) CHARACTER SET utf32, u3 VARCHAR(20) CHARACTER SET utf8,
    u4 TEXT CHARACTER SET utf8mb4, sj VARCHAR(20) CHARACTER SET sjis, cp VARCHAR(20) CHARACTER SET cp932,
    eu VARCHAR(20) CHARACTER SET eucjpms, l1 VARCHAR(20) CHARACTER SET latin1);
INSERT INTO w VALUES (1, 0x00610062, 0x0061D83DDC2C, 0x61003DD82CDC, 0x0001F42C, 'äöü', '🐬', 0x815C, 0x8740, 0xADA1,
    0x818D8F909D), (2, 0xFFFF, 0xFFFF, 0xFFFF, 0x0010FFFF, 'x', X'F48FBFBF', 0x5C7E, 0xFA40, 0x8EB1, 0x80FF);
UPDATE w SET u4 = CONCAT(u4, 'x'), cp = _cp932 0x8160 WHERE id = 1;

-- case: trap18 columns of several character sets, and changes of them
CREATE TABLE c (id INT PRIMARY KEY, a CHAR(10) CHARACTER SET latin1 COLLATE latin1_german1_ci, b VARCHAR(10) CHARACTER SET
    utf8mb4 COLLATE utf8mb4_bin, c TEXT CHARACTER SET koi8r, e ENUM('ä', 'ö') CHARACTER SET latin1, s SET('д', 'ж')
    CHARACTER SET cp1251, v VARCHAR(80) CHARACTER SET utf8mb4 AS (CONCAT(a, b)) VIRTUAL);
INSERT INTO c (id, a, b, c, e, s) VALUES (1, 'ä', '🐬', 'дом', 'ö', 'д,ж'), (2, '', '', '', 'ä', ''), (3, NULL, NULL, NULL,
    NULL, NULL);
ALTER TABLE c MODIFY a VARCHAR(10) CHARACTER SET utf8mb4, MODIFY e ENUM('ä', 'ö') CHARACTER SET utf8mb4;
UPDATE c SET a = CONCAT(a, '日'), e = 'ä', c = 'жук' WHERE id = 1;
ALTER TABLE c MODIFY c TEXT CHARACTER SET utf8mb4;
UPDATE c SET c = '日本' WHERE id = 2;
