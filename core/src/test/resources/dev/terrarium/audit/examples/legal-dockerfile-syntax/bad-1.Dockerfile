FROM python:3.13-slim-trixie
ENV LANG C.UTF-8
LABEL title my shop
