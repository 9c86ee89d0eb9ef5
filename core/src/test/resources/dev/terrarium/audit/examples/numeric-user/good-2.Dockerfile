FROM python:3.13-slim-trixie
ARG APP_USER
USER $APP_USER
