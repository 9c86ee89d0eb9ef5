FROM python:3.13-slim-trixie
RUN pip install --index-url https://index.example/simple -r requirements.txt
