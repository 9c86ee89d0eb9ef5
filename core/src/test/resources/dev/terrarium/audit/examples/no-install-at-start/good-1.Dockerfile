FROM python:3.13-slim-trixie
CMD ["uv", "run", "--no-sync", "app.py"]
