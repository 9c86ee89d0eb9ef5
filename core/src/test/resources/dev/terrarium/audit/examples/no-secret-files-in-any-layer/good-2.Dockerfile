FROM python:3.13-slim-trixie
COPY --from=tool /app/.env /app/
COPY keys.py credentials.py /app/
