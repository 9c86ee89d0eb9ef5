FROM python:3.13-slim-trixie AS build
RUN pip install poetry==2.1.0
FROM python:3.13-slim-trixie
