FROM python:3.13-slim-trixie
ENTRYPOINT ["tini", "--"]
CMD ["python", "app.py"]
