FROM python:3.13-slim-trixie
RUN wget https://files.example/node.tar.xz && tar xf node.tar.xz
