FROM python:3.13-slim-trixie
CMD ["uv", "run", "app.py"]
