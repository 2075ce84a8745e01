-- The lab itself: a difference is seen, on both replicas. CaseFile.java tells what the directives mean.

-- case: a row planted on the replicas
-- native differs: planted
CREATE TABLE t (id INT PRIMARY KEY);
INSERT INTO t VALUES (1);
-- replicas
INSERT INTO t VALUES (2);

-- case: a definition planted on the replicas
-- native differs: planted
CREATE TABLE t (id INT PRIMARY KEY);
-- replicas
ALTER TABLE t COMMENT 'planted';

-- case: an account planted on the replicas
-- native differs: planted
CREATE TABLE t (id INT PRIMARY KEY);
-- replicas
CREATE USER planted;
