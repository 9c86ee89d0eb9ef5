FROM python:3.13-trixie AS build
RUN apt-get update && apt-get install -y build-essential
FROM python:3.13-slim-trixie
COPY --from=build /opt/venv /opt/venv
