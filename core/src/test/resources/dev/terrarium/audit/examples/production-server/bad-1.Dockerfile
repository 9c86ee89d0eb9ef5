FROM python:3.13-slim-trixie
CMD ["flask", "run", "--host", "0.0.0.0"]
