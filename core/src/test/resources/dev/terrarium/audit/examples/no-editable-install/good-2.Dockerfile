FROM python:3.13-slim-trixie AS build
RUN uv sync --locked --no-editable
FROM python:3.13-slim-trixie
COPY --from=build /app/.venv /app/.venv
