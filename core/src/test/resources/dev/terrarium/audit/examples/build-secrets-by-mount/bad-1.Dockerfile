FROM python:3.13-slim-trixie
ARG TOKEN
RUN pip install --index-url https://user:${TOKEN}@index.example/simple -r requirements.txt
