FROM python:3.13-slim-trixie
RUN pipenv install --system
