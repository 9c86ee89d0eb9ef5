FROM python:3.13-slim-trixie
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
