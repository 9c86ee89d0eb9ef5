FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y gcc && pip install -r requirements.txt && apt-get purge -y gcc
RUN apt-get update && apt-get install -y libpq5 libgomp1 device-tree
