FROM python:3.13-slim-trixie AS dev
ENV FLASK_DEBUG=1
FROM python:3.13-slim-trixie
CMD ["app", "--debug-address", "off"]
