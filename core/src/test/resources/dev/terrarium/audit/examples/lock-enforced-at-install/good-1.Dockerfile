FROM python:3.13-slim-trixie
ENV UV_LOCKED=1
RUN uv sync --no-dev && pipenv sync && pdm sync
