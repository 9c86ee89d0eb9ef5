FROM python:3.13-slim-trixie AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      gcc \
      libxmlsec1-dev
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y ca-certificates
COPY --from=build /opt/venv /opt/venv
