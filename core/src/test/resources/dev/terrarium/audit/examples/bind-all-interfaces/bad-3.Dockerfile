FROM python:3.13-slim-trixie
ENTRYPOINT ["python", "-m", "uvicorn"]
CMD ["app:app"]
