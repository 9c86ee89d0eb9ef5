FROM python:3.13-slim-trixie
CMD exec gunicorn --bind :$PORT app:app
