FROM python:3.13-slim-trixie
CMD ["sh", "-c", "python manage.py migrate && gunicorn shop.wsgi"]
