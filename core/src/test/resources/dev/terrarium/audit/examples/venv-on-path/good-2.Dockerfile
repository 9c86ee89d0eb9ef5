FROM python:3.13-slim-trixie
RUN . /opt/venv/bin/activate && pip install --no-deps .
