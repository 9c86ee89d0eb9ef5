FROM python:3.13-slim-trixie
ENV UVICORN_HOST=0.0.0.0
CMD ["uvicorn", "app:app"]
