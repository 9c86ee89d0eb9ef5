FROM python:3.13-slim-trixie
COPY requirements.txt config/id_rsa /root/
RUN rm /root/id_rsa
