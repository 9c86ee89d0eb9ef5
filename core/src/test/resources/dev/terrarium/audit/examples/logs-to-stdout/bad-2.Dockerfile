FROM python:3.13-slim-trixie
CMD exec gunicorn --log-file=/app/log.txt app:app
