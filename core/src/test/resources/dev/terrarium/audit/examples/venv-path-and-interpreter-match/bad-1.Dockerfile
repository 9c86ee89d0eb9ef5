FROM python:3.13-slim-trixie AS build
RUN python -m venv /build/venv
FROM python:3.13-slim-trixie
COPY --from=build /build/venv /opt/venv
