FROM python:3.13-slim-trixie
CMD ["gunicorn", "--error-logfile", "/dev/stderr", "app:app"]
