FROM python:3.13-slim-trixie
CMD ["app"]
ARG REVISION
LABEL org.opencontainers.image.revision=$REVISION
