FROM python:3.13-slim-trixie AS base
ENTRYPOINT ["app"]
FROM base
COPY app.py /app/
