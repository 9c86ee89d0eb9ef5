FROM python:3.13-slim-trixie
CMD python manage.py runserver 0.0.0.0:8000
