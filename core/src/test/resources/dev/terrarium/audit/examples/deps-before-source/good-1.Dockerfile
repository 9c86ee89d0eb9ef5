FROM python:3.13-slim-trixie
COPY requirements.txt /app/
RUN pip install -r requirements.txt
COPY . /app
RUN pip install --no-deps .
