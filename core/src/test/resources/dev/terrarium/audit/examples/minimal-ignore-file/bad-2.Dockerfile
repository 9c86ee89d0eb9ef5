FROM python:3.13-slim-trixie
COPY --chown=10001:10001 ["./", "/app/"]
