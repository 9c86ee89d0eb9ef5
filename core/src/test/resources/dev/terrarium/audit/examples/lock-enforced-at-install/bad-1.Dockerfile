FROM python:3.13-slim-trixie
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --no-dev
