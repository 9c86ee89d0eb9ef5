FROM python:3.13-slim-trixie
RUN pip install git+https://git.example/lib.git
