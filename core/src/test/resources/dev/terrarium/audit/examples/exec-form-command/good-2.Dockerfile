FROM python:3.13-slim-trixie
ENTRYPOINT ["sh", "-c", "python manage.py migrate && exec gunicorn shop.wsgi"]
