ARG VERSION=3.12
FROM python:${VERSION}-trixie AS build
FROM python:3.13-slim-trixie
COPY --from=build /app/.venv /app/.venv
