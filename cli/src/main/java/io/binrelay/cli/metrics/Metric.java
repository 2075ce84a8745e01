package io.binrelay.cli.metrics;

import java.util.List;

/**
 * The metrics of a service, as docs/METRICS.md lists them. Names and labels are public. Those of appliers end as the
 * columns of SHOW SLAVE STATUS do in mysqld_exporter, those of capture as Debezium's; those of Kafka's clients are
 * named as Micrometer's binder names them.
 */
public enum Metric {
    SERVICE_STATE(
            "binrelay_service_state",
            Type.GAUGE,
            "channel_name,service,state",
            "1 for the state the service is in, 0 for all others"),
    SERVICE_ACTIVITY(
            "binrelay_service_activity",
            Type.GAUGE,
            "channel_name,service,activity",
            "1 for what the service is doing, 0 for all else: idle, stalled and stopped are three different things"),
    SLAVE_SQL_RUNNING(
            "binrelay_slave_status_slave_sql_running",
            Type.GAUGE,
            Labels.SLAVE,
            "1 while the applier is at work, be it that it tries again, as a SQL thread; else 0; absent on a standby"),
    SLAVE_IO_RUNNING(
            "binrelay_slave_status_slave_io_running",
            Type.GAUGE,
            Labels.SLAVE,
            "1 while capture does its work, else 0; absent on a standby and while Kafka does not tell"),
    SECONDS_BEHIND_MASTER(
            "binrelay_slave_status_seconds_behind_master",
            Type.GAUGE,
            Labels.SLAVE,
            "Seconds since the last applied transaction was committed on the source; 0 when the replica has all of the"
                    + " relay log; absent where MySQL says NULL: the applier is not at work, or has all and capture does"
                    + " not run"),
    LAST_SQL_ERRNO(
            "binrelay_slave_status_last_sql_errno",
            Type.GAUGE,
            Labels.SLAVE,
            "The replica's error number that applying is held up by; 0 while it is not, or by something else"),
    TRANSACTIONS_BEHIND(
            "binrelay_apply_transactions_behind",
            Type.GAUGE,
            Labels.REPLICA,
            "Transactions of the relay log that the replica does not have yet"),
    APPLY_TRANSACTIONS(
            "binrelay_apply_transactions_total",
            Type.COUNTER,
            Labels.REPLICA,
            "Source transactions committed on the replica since the applier began its work"),
    APPLY_ERRORS(
            "binrelay_apply_errors_total",
            Type.COUNTER,
            "channel_name,replica,errno",
            "Errors the applier has met since the process started, each attempt counted; errno 0: not the replica's"),
    APPLY_SKIPPED_ERRORS(
            "binrelay_apply_skipped_errors_total",
            Type.COUNTER,
            Labels.REPLICA,
            "Rows and statements left out, as apply.skip.errors says, since the applier began its work"),
    APPLY_RETRIES(
            "binrelay_apply_retries_total",
            Type.COUNTER,
            Labels.REPLICA,
            "How often something was tried again since the applier began its work: lock conflicts, lost connections"),
    MILLISECONDS_BEHIND_SOURCE(
            "binrelay_capture_milliseconds_behind_source",
            Type.GAUGE,
            Labels.SOURCE,
            "Milliseconds since capture knew last that it had everything of the source"),
    NUMBER_OF_DISCONNECTS(
            "binrelay_capture_number_of_disconnects",
            Type.GAUGE,
            Labels.SOURCE,
            "How often capture has lost the source since the process started"),
    QUEUE_REMAINING_CAPACITY(
            "binrelay_capture_queue_remaining_capacity",
            Type.GAUGE,
            Labels.SOURCE,
            "Bytes free between reading from the source and writing to Kafka (capture.queue.bytes)"),
    EVENTS_SEEN(
            "binrelay_capture_total_number_of_events_seen",
            Type.GAUGE,
            Labels.SOURCE,
            "Events of the source's binary log read since capture began its work"),
    CAPTURE_TRANSACTIONS(
            "binrelay_capture_transactions_total",
            Type.COUNTER,
            "channel_name",
            "Source transactions committed to the relay log since capture began its work"),
    SEMI_SYNC_COVERED(
            "binrelay_capture_semi_sync_covered",
            Type.GAUGE,
            Labels.SOURCE,
            "1 while the source's commits wait for the relay log, 0 while they do not; absent without source.semi.sync"),
    SEMI_SYNC_UNCOVERED(
            "binrelay_capture_semi_sync_uncovered_commits_total",
            Type.COUNTER,
            Labels.SOURCE,
            "Commits that were to wait for the relay log and did not, by the source's own count, since capture began its"
                    + " work"),
    SEMI_SYNC_ACKNOWLEDGEMENTS(
            "binrelay_capture_semi_sync_acknowledgements_total",
            Type.COUNTER,
            Labels.SOURCE,
            "Acknowledgements sent to the source since capture began its work; one may cover several commits"),
    SEMI_SYNC_WAIT(
            "binrelay_capture_semi_sync_wait_microseconds",
            Type.GAUGE,
            "channel_name,master_host,quantile",
            "How long commits waited for capture, from reading their end to the acknowledgement, of the last few thousand"),
    PRODUCER_RECORD_ERRORS(
            "kafka_producer_record_error_rate",
            Type.GAUGE,
            Labels.CLIENT,
            "Records per second that Kafka did not take from capture, over the last half minute"),
    PRODUCER_LATENCY(
            "kafka_producer_request_latency_avg",
            Type.GAUGE,
            Labels.CLIENT,
            "Milliseconds a request of capture's producer took on average, over the last half minute"),
    PRODUCER_CONNECTIONS(
            "kafka_producer_connection_count",
            Type.GAUGE,
            Labels.CLIENT,
            "Connections of capture's producer to brokers"),
    CONSUMER_LATENCY(
            "kafka_consumer_fetch_manager_fetch_latency_avg",
            Type.GAUGE,
            Labels.CLIENT,
            "Milliseconds a fetch of the applier's consumer took on average, over the last half minute; an idle broker"
                    + " answers after fetch.max.wait.ms"),
    CONSUMER_LAG(
            "kafka_consumer_fetch_manager_records_lag_max",
            Type.GAUGE,
            Labels.CLIENT,
            "Most records of the topic that the applier had not fetched yet, over the last half minute"),
    CONSUMER_CONNECTIONS(
            "kafka_consumer_connection_count",
            Type.GAUGE,
            Labels.CLIENT,
            "Connections of the applier's consumer to brokers");

    /** What a number does over time. */
    public enum Type {
        /** Goes up and down. */
        GAUGE,
        /** Only goes up; its name ends with {@code _total}. */
        COUNTER
    }

    /** Names of labels, separated by commas. */
    private static final class Labels {
        static final String SLAVE = "channel_name,master_host,replica";
        static final String REPLICA = "channel_name,replica";
        static final String SOURCE = "channel_name,master_host";
        static final String CLIENT = "channel_name,service";

        private Labels() {}
    }

    private final String metricName;
    private final Type type;
    private final String labels;
    private final String help;

    Metric(String metricName, Type type, String labels, String help) {
        this.metricName = metricName;
        this.type = type;
        this.labels = labels;
        this.help = help;
    }

    /** As it is scraped. */
    public String metricName() {
        return metricName;
    }

    /** What its number does over time. */
    public Type type() {
        return type;
    }

    /** Names of its labels, in the order of their values. */
    public List<String> labels() {
        return List.of(labels.split(",", -1));
    }

    /** What it means, without a full stop. */
    public String help() {
        return help;
    }
}
