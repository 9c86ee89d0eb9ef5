FROM python:3.13-slim-trixie
ENV FLASK_DEBUG=1
CMD ["gunicorn", "app:app"]
