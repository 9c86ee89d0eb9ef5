FROM python:3.13-slim-trixie
ARG INDEX
RUN pip install --index-url https://${INDEX}/simple -r requirements.txt
