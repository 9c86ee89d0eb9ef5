FROM python:3.13-slim-trixie AS builder
FROM python:3.13-slim-trixie
COPY --from=bulder /app /app
