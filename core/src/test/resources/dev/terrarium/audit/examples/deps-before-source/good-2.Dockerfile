FROM python:3.13-slim-trixie
RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync --locked --no-install-project
COPY . /app
RUN uv sync --locked
