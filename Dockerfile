# Build the archive first, with ./tenure package: the image needs no registry but that of its base.
FROM eclipse-temurin:17-jdk
ADD tenure.tar.gz /opt/
ENV TENURE_HOME=/data TENURE_LOG=/data/logs/spark.log
VOLUME /data
ENTRYPOINT ["/opt/tenure/tenure"]
