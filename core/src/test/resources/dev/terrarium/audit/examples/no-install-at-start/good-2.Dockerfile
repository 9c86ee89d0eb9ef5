FROM python:3.13-slim-trixie
ENV UV_NO_SYNC=1
CMD ["uv", "run", "app.py"]
