FROM python:3.13-slim-trixie
ENV PIP_EXTRA_INDEX_URL=https://index.example/simple
