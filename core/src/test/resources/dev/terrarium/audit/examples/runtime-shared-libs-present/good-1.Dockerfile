FROM python:3.13-slim-trixie AS build
RUN apt-get update && apt-get install -y libpq-dev
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y libpq5
COPY --from=build /opt/venv /opt/venv
