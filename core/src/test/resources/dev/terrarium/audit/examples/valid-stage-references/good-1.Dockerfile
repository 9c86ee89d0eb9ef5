FROM python:3.13-slim-trixie AS builder
FROM python:3.13-slim-trixie
COPY --from=BUILDER /app /app
COPY --from=0 /app2 /app2
