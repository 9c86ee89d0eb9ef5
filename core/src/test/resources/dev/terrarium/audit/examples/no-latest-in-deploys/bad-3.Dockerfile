FROM python:3.13-slim-trixie
COPY --from=registry.example/astral/uv:latest /uv /bin/
