FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y git build-essential
