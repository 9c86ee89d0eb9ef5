FROM python:3.13-slim-trixie
CMD ["uvicorn", "app:app", "--host", "127.0.0.1", "--port", "8000"]
