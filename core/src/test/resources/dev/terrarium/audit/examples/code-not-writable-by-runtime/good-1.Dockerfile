FROM python:3.13-slim-trixie
COPY . /app
RUN install -d -o 10001 -g 10001 /var/lib/shop && chown -R 10001:10001 /var/lib/shop
USER 10001
