FROM python:3.13-slim-trixie
WORKDIR /app
ADD ./ .
RUN uv sync --locked
