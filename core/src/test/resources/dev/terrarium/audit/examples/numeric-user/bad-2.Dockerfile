FROM python:3.13-slim-trixie
ARG APP_USER=nobody
USER ${APP_USER}:nogroup
