FROM python:3.13-slim-trixie
RUN uv sync --locked --index-strategy first-index
RUN pip install --extra-index-url https://wheels.example/whl/cpu torch==2.9.0
