FROM python:3.13-slim-trixie
ENV GIT_SSL_NO_VERIFY=true
