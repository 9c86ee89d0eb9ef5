FROM python:3.13-slim-trixie
COPY src/ pyproject.toml /app/
COPY --from=build . /opt/
