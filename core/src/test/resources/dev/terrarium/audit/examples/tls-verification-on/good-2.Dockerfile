FROM python:3.13-slim-trixie
ENV PYTHONHTTPSVERIFY=1 PIP_TRUSTED_HOST=
RUN update-ca-certificates && pip install -r requirements.txt
