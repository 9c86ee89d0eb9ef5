FROM python:3.13-slim-trixie
USER 10001:10001
CMD ["app"]
