package io.binrelay.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final List<String> WHOLE = List.of(
            "channel=shop",
            "kafka.bootstrap.servers=127.0.0.1:9092",
            "source.host=db1",
            "source.user=repl",
            "source.server.id=4711");

    @TempDir
    Path directory;

    @Test
    void what_is_set_closer_to_the_user_wins() throws IOException {
        Path file = write("capture.properties", """
                source.host=fromFile
                source.port=1
                source.user=u
                channel=c
                source.server.id=1
                kafka.bootstrap.servers=k:1
                """);
        Configuration configuration = Configuration.load(
                Catalogues.CAPTURE,
                new ConfigSources(
                        List.of("source.host=fromLine"),
                        Map.of("BINRELAY_SOURCE_HOST", "fromEnvironment", "BINRELAY_SOURCE_PORT", "2"),
                        file));

        assertThat(configuration.get(CaptureKeys.SOURCE_HOST)).isEqualTo("fromLine");
        assertThat(configuration.get(CaptureKeys.SOURCE_PORT)).isEqualTo(2);
        assertThat(configuration.get(CaptureKeys.SOURCE_USER)).isEqualTo("u");
        assertThat(configuration.get(CaptureKeys.CAPTURE_FRAGMENT_BYTES)).isEqualTo(1L << 20);
        assertThat(configuration.get(CaptureKeys.SOURCE_FAMILY)).isEqualTo(SourceFamily.AUTO);
        assertThat(configuration.find(CommonKeys.TOPIC_REPLICATION_FACTOR)).isEmpty();
        assertThat(configuration.origin(CaptureKeys.SOURCE_HOST)).isEqualTo("--set");
        assertThat(configuration.origin(CaptureKeys.SOURCE_PORT))
                .isEqualTo("environment variable BINRELAY_SOURCE_PORT");
        assertThat(configuration.origin(CaptureKeys.SOURCE_USER)).isEqualTo("line 3 of " + file);
        assertThat(configuration.origin(CaptureKeys.CAPTURE_START)).isEqualTo("default");
    }

    @Test
    void all_problems_are_reported_at_once_each_with_key_origin_and_what_is_allowed() throws IOException {
        Path file = write("capture.properties", """
                # comment \\

                source.prot=3307
                source.user=\\
                  repl
                source.heartbeat.seconds=often
                bad=\\u12
                source.user=twice
                """);
        assertThat(problemsOf(new ConfigSources(
                        List.of("source.server.id=0", "channel"),
                        Map.of(
                                "BINRELAY_SOURCE_HOTS", "db1",
                                "BINRELAY_CAPTURE_START", "yesterday",
                                "BINRELAY_HOME", "/opt",
                                "PATH", "/bin"),
                        file)))
                .isEqualTo("The configuration of capture has 11 problems:\n"
                        + "  line 7 of " + file
                        + ": not a line of a properties file (Malformed \\uxxxx encoding.)\n"
                        + "  source.user: set twice in " + file + ", in lines 4 and 8\n"
                        + "  source.prot (line 3 of " + file + "): unknown key; did you mean source.port?\n"
                        + "  environment variable BINRELAY_SOURCE_HOTS: sets no known key; did you mean"
                        + " BINRELAY_SOURCE_HOST?\n"
                        + "  --set channel: expected --set KEY=VALUE\n"
                        + "  channel: missing. Name of the channel: one source and its relay log, topic CHANNEL.relay."
                        + " Set it in the file, as BINRELAY_CHANNEL or with --set channel=...\n"
                        + "  kafka.bootstrap.servers: missing. Kafka brokers to connect to first, HOST:PORT,HOST:PORT."
                        + " Set it in the file, as BINRELAY_KAFKA_BOOTSTRAP_SERVERS or with --set"
                        + " kafka.bootstrap.servers=...\n"
                        + "  source.host: missing. Host name or address of the source. Set it in the file, as"
                        + " BINRELAY_SOURCE_HOST or with --set source.host=...\n"
                        + "  source.server.id = '0' (--set): allowed is a whole number from 1 to 4294967295\n"
                        + "  source.heartbeat.seconds = 'often' (line 6 of " + file
                        + "): allowed is a whole number from 1 to 3600\n"
                        + "  capture.start = 'yesterday' (environment variable BINRELAY_CAPTURE_START): allowed is"
                        + " earliest, latest, FILE:POS (binlog.000042:4) or a GTID set");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path missing = directory.resolve("none.properties");
        assertThat(problemsOf(new ConfigSources(WHOLE, Map.of(), missing)))
                .isEqualTo(
                        "The configuration of capture has a problem:\n  file " + missing + ": there is no such file");
    }

    @Test
    void a_file_that_is_not_utf8_is_named() throws IOException {
        Path file = directory.resolve("latin1.properties");
        Files.write(file, new byte[] {'a', '=', (byte) 0xE4, '\n'});
        assertThat(problemsOf(new ConfigSources(WHOLE, Map.of(), file)))
                .isEqualTo("The configuration of capture has a problem:\n  file " + file + ": is not UTF-8");
    }

    @Test
    void a_value_may_stand_in_a_file_of_its_own() throws IOException {
        Path secret = write("password", "pa\u00dfword \r\n");
        Configuration configuration = Configuration.load(
                Catalogues.CAPTURE,
                new ConfigSources(WHOLE, Map.of("BINRELAY_SOURCE_PASSWORD_FILE", secret.toString()), null));

        assertThat(configuration.get(CaptureKeys.SOURCE_PASSWORD)).isEqualTo("pa\u00dfword ");
        assertThat(configuration.origin(CaptureKeys.SOURCE_PASSWORD))
                .isEqualTo("file " + secret + ", named by source.password.file in environment variable"
                        + " BINRELAY_SOURCE_PASSWORD_FILE");
        assertThat(configuration.toString()).contains("source.password = ****").doesNotContain("\u00df");
    }

    @Test
    void a_value_and_a_file_with_the_value_exclude_each_other() {
        assertThat(problemsOf(sources("source.password=geheim", "source.password.file=/run/secrets/x")))
                .isEqualTo("The configuration of capture has a problem:\n  both source.password (--set) and"
                        + " source.password.file (--set) are set; allowed is one of them");
    }

    @Test
    void a_missing_file_with_a_required_value_is_one_problem_not_two() {
        assertThat(problemsOf(new ConfigSources(
                        List.of(
                                "channel=shop",
                                "kafka.bootstrap.servers=k",
                                "source.host=h",
                                "source.server.id=1",
                                "source.user.file=/nowhere/user"),
                        Map.of(),
                        null)))
                .isEqualTo("The configuration of capture has a problem:\n  source.user.file = /nowhere/user (--set):"
                        + " there is no such file");
    }

    @Test
    void keys_of_other_services_may_stand_in_shared_places_but_not_on_the_command_line() throws IOException {
        Path file = write("both.properties", "replica.name=r1\nreplica.password.file=/nowhere\n");
        Configuration configuration = Configuration.load(
                Catalogues.CAPTURE, new ConfigSources(WHOLE, Map.of("BINRELAY_REPLICA_HOST", "r"), file));

        assertThat(configuration.describe()).doesNotContain("replica");
        assertThat(problemsOf(sources("replica.name=r1")))
                .isEqualTo(
                        "The configuration of capture has a problem:\n  replica.name (--set): is not read by capture");
    }

    @Test
    void settings_of_kafka_pass_through_and_their_secrets_are_masked() {
        Configuration configuration = Configuration.load(
                Catalogues.CAPTURE,
                new ConfigSources(
                        WHOLE,
                        Map.of(
                                "BINRELAY_KAFKA_SASL_JAAS_CONFIG", "user=me password=geheim",
                                "BINRELAY_PRODUCER_LINGER_MS", "7"),
                        null));

        assertThat(configuration.passedThrough("kafka."))
                .isEqualTo(
                        Map.of("bootstrap.servers", "127.0.0.1:9092", "sasl.jaas.config", "user=me password=geheim"));
        assertThat(configuration.passedThrough("producer.")).isEqualTo(Map.of("linger.ms", "7"));
        assertThat(configuration.describe())
                .contains("kafka.sasl.jaas.config = ****  (environment variable BINRELAY_KAFKA_SASL_JAAS_CONFIG)")
                .contains("producer.linger.ms = 7")
                .doesNotContain("geheim");
    }

    @Test
    void a_bad_secret_is_not_printed() {
        ConfigKey<Integer> pin = ConfigKey.optional("pin", ValueType.integer(1, 9999), "A secret.")
                .asSecret();
        KeyCatalogue catalogue = KeyCatalogue.of("test", List.of(pin));
        assertThatThrownBy(() -> Configuration.load(catalogue, ConfigSources.ofSettings(Map.of("pin", "geheim"))))
                .hasMessage("The configuration of test has a problem:\n  pin = **** (--set): allowed is a whole number"
                        + " from 1 to 9999");
    }

    @Test
    void starts_are_accepted_in_every_form_the_sources_write() {
        for (String start : List.of(
                "earliest",
                "latest",
                "binlog.000042:4",
                "mysql-bin.with.dots.1000000:157",
                "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7, 3e11fa47-71ca-11e1-9e33-c80aa9429563:tag:1-3",
                "0-1-5,1-2-17")) {
            assertThat(Configuration.load(Catalogues.CAPTURE, sources("capture.start=" + start))
                            .get(CaptureKeys.CAPTURE_START))
                    .isEqualTo(start);
        }
    }

    @Test
    void keys_of_another_catalogue_cannot_be_read() {
        Configuration configuration = Configuration.load(Catalogues.CAPTURE, sources());
        assertThatThrownBy(() -> configuration.get(ApplierKeys.REPLICA_NAME))
                .hasMessage("replica.name is no key of capture");
        assertThatThrownBy(() -> configuration.get(CommonKeys.TOPIC_REPLICATION_FACTOR))
                .hasMessage("topic.replication.factor may be unset");
    }

    private static ConfigSources sources(String... more) {
        List<String> settings = new ArrayList<>(WHOLE);
        settings.addAll(List.of(more));
        return new ConfigSources(settings, Map.of(), null);
    }

    private static String problemsOf(ConfigSources sources) {
        BinrelayException failure =
                catchThrowableOfType(BinrelayException.class, () -> Configuration.load(Catalogues.CAPTURE, sources));
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION);
        return String.valueOf(failure.getMessage());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
