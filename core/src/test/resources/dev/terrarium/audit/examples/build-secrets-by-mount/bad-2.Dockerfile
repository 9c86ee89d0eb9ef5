FROM python:3.13-slim-trixie
ARG USER_NAME
RUN uv pip install --extra-index-url="https://$USER_NAME@index.example/simple" shop==1
