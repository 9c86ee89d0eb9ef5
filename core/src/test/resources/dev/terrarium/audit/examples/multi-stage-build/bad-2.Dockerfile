FROM python:3.13-slim-trixie
RUN pip install "poetry==2.1.0"
