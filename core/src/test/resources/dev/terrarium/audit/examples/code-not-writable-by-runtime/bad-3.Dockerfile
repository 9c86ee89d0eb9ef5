FROM python:3.13-slim-trixie
WORKDIR /srv/shop
RUN chmod -R 777 /srv/shop
