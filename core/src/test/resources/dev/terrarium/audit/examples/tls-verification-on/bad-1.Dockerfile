FROM python:3.13-slim-trixie
RUN pip install --trusted-host index.example -r requirements.txt
