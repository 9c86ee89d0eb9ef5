FROM --platform=${TARGETPLATFORM:-linux/amd64} python:3.13-slim-trixie
