FROM python:3.13-slim-trixie
RUN curl -fsSkL https://files.example/x > x
