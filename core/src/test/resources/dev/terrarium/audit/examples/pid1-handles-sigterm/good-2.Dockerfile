FROM python:3.13-slim-trixie
STOPSIGNAL SIGINT
CMD ["python", "app.py"]
