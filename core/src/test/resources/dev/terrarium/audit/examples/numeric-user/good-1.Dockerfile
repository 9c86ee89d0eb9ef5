FROM python:3.13-slim-trixie
ARG ID=10001
USER ${ID}:${ID}
