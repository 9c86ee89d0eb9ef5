FROM python:3.13-slim-trixie
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
