FROM python:3.13-slim-trixie
RUN useradd -u 10001 app && chown -R app:app /app
USER app
