-- Runs once, when a replica is first started. Not logged: this account belongs to this server alone.
SET SESSION sql_log_bin = 0;
CREATE USER 'binrelay_applier'@'%' IDENTIFIED BY 'applier-secret';
GRANT ALL ON *.* TO 'binrelay_applier'@'%' WITH GRANT OPTION;
