FROM python:3.13-slim-trixie AS base
LABEL git.commit=abc
FROM base
CMD ["app"]
