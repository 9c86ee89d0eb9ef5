FROM python:3.13-slim-trixie
COPY --chown=root:root . /app
RUN chmod +x /app/start.sh && chmod -R a+rX /app
USER 10001
