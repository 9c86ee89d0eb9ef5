FROM python:3.13-slim-trixie
CMD pip install -r requirements.txt && exec python app.py
