FROM python:3.13-slim-trixie
ADD https://files.example/tool.tar.gz /opt/
