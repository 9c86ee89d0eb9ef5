FROM python:3.13-slim-trixie
RUN python -m venv /opt/venv && . /opt/venv/bin/activate
