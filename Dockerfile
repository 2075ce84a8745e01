# The binrelay image: the application that was built in this directory, on a Java runtime. Build it first, with
# ./binrelay --version (or mvn package). Nothing is downloaded here but the runtime's image.
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${RUNTIME_IMAGE} AS application
COPY cli /cli
RUN test -x /cli/target/binrelay/bin/binrelay \
    || { echo "binrelay is not built yet. Run ./binrelay --version first, then this again." >&2; exit 1; }

FROM ${RUNTIME_IMAGE}
RUN useradd --uid 10001 --no-create-home --home-dir /opt/binrelay binrelay \
    && mkdir -p /run/binrelay /usr/local/bin \
    && chown binrelay /run/binrelay \
    && ln -s /opt/binrelay/bin/binrelay /usr/local/bin/binrelay
COPY --from=application /cli/target/binrelay /opt/binrelay

USER binrelay
ENTRYPOINT ["binrelay"]
CMD ["--help"]
