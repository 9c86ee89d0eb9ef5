FROM python:3.13-slim-trixie
COPY --from=sources / /src/
COPY --from=registry.example/uv:0.9 /uv /bin/
