FROM python:3.13-slim-trixie
SHELL ["/bin/bash", "-c"]
RUN source venv/bin/activate
