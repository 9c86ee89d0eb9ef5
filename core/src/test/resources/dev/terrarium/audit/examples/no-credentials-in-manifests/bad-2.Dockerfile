FROM python:3.13-slim-trixie
RUN curl -o x.tgz https://user:hunter22@files.example/x.tgz
