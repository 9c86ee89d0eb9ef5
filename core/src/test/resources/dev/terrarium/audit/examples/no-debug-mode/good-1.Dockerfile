FROM python:3.13-slim-trixie
ENV FLASK_DEBUG=0 DEBUG=false
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
