FROM python:3.13-trixie AS build
FROM python:3.13-slim-trixie
COPY --from=build /opt/venv/ /opt/venv
