FROM python:3.13-slim-trixie
RUN curl -LsSf https://install.example/uv.sh | sh
