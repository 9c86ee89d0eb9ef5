FROM python:3.13-slim-trixie
COPY . /app
RUN python3 -m pip install .[postgres]
