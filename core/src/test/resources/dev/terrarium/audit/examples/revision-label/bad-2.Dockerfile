FROM python:3.13-slim-trixie
LABEL maintainer="a@b.example" org.opencontainers.image.title=shop
CMD ["app"]
