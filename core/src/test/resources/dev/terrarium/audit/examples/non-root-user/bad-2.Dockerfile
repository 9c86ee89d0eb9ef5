FROM python:3.13-slim-trixie AS build
USER 10001
FROM python:3.13-slim-trixie
CMD ["app"]
