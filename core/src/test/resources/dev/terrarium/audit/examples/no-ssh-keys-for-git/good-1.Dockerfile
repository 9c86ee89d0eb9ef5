FROM python:3.13-slim-trixie
COPY known_hosts /root/.ssh/known_hosts
RUN --mount=type=ssh pip install git+ssh://git@git.example/lib.git
