FROM python:3.13-slim-trixie AS build
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev
FROM python:3.13-slim-trixie
COPY --from=build /app/.venv /app/.venv
