FROM python:3.13-trixie
CMD ["app"]
