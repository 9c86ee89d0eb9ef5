FROM python:3.13-slim-trixie AS base
USER 10001
FROM base
CMD ["app"]
