# docker build -t dcf-bridge .        needs BuildKit, the default since Docker 23
ARG JAVA=25

FROM eclipse-temurin:${JAVA}-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY proto proto
COPY src/main src/main
RUN --mount=type=cache,id=dcf-bridge-maven,target=/root/.m2 \
    ./mvnw -B -q package -Dmaven.test.skip=true && mv target/dcf-bridge-*.jar target/dcf-bridge.jar
RUN java -Djarmode=tools -jar target/dcf-bridge.jar extract --layers --destination layers
# Netty's native transport in the library path, so that it is not unpacked at each start.
RUN jar xf layers/dependencies/lib/grpc-netty-shaded-*.jar META-INF/native && mkdir native && mv META-INF/native/*_epoll_*.so native
COPY image image
RUN javac -Xlint:all -Werror -d classes image/*.java

# The files of the final image at their final paths: the AOT cache is valid only for these paths and this JVM.
FROM eclipse-temurin:${JAVA}-jre AS app
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY --from=build /build/native/ native/
COPY --from=build /build/image/jvm.options /build/image/application.yml /build/classes/Health.class ./

FROM app AS train
COPY --from=build /build/classes/Training.class /training/
RUN ["java", "-cp", "/training", "Training", "java", "-XX:AOTCacheOutput=/training/dcf-bridge.aot", "-XX:+UseG1GC", "@jvm.options", "-jar", "dcf-bridge.jar", "--bridge.security.allow-anonymous=true"]

FROM app
COPY --from=train /training/dcf-bridge.aot ./
RUN install -d -o 10001 -g 10001 -m 700 /var/lib/dcf-bridge
# Writable also with a read-only root; it does not contain the training's data.
VOLUME /var/lib/dcf-bridge
ARG VERSION=0.2.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="DCF Bridge" \
      org.opencontainers.image.description="A REST API for gRPC function gateways" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
USER 10001:10001
EXPOSE 8080 8081 32222
STOPSIGNAL SIGTERM
# Liveness, not readiness: a failure restarts the container, which does not help if the gateway is down.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/app", "Health"]
ENTRYPOINT ["java", "-XX:AOTCache=/app/dcf-bridge.aot", "@/app/jvm.options", "-jar", "/app/dcf-bridge.jar"]
