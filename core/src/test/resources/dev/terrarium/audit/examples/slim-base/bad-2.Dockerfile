FROM python:3.13-bookworm AS base
FROM base
CMD ["app"]
