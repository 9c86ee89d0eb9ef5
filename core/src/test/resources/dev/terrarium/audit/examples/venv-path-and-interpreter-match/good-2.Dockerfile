ARG VERSION
FROM python:${VERSION} AS build
FROM python:3.13-slim-trixie
COPY --from=build /app/.venv /app/.venv
