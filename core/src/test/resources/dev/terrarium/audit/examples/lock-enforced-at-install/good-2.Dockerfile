FROM python:3.13-slim-trixie
RUN uv sync --frozen && uv pip install -r requirements.txt && poetry install
