# The binrelay image: the built application on a Java runtime. Build the application first: ./binrelay --version
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre
FROM ${RUNTIME_IMAGE}

RUN useradd --system --uid 10001 --home-dir /opt/binrelay binrelay \
    && mkdir -p /run/binrelay \
    && chown binrelay /run/binrelay
COPY docker/binrelay /usr/local/bin/binrelay
COPY cli/target/binrelay/lib /opt/binrelay/lib

USER binrelay
ENTRYPOINT ["binrelay"]
CMD ["--help"]
