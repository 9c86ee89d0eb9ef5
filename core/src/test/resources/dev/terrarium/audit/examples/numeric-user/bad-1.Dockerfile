FROM python:3.13-slim-trixie
RUN useradd --uid 10001 app
USER app
