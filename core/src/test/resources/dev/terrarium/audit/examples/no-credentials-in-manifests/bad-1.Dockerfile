FROM python:3.13-slim-trixie
RUN pip install git+https://bot:s3cr3t-token@git.example/lib.git
