FROM python:3.13-slim-trixie
RUN echo ssh-keyscan
