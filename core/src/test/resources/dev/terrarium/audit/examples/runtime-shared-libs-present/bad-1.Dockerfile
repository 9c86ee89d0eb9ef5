FROM python:3.13-trixie AS build
RUN apt-get update && apt-get install -y libpq-dev && pip install -r requirements.txt
FROM python:3.13-slim-trixie
COPY --from=build /opt/venv /opt/venv
