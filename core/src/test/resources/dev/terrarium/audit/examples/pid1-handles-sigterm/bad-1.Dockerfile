FROM python:3.13-slim-trixie
CMD ["python", "app.py"]
