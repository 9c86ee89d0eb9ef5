FROM python:3.13-slim-trixie
CMD ["gunicorn", "--access-logfile", "-", "app:app"]
