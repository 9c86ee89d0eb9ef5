FROM python:3.13-slim-trixie
COPY --chown=app:app . /app
USER app
