FROM python:3.13-slim-trixie
COPY .env.example /app/.env
COPY certs/ca.pem /etc/ssl/
