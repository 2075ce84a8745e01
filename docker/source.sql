-- Runs once, when the source is first started. Not logged: the replicas have accounts of their own.
SET SESSION sql_log_bin = 0;
CREATE USER 'binrelay_capture'@'%' IDENTIFIED BY 'capture-secret';
GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO 'binrelay_capture'@'%';
