FROM python:3.13-slim-trixie
ENTRYPOINT ["python3", "-u"]
CMD ["/app/worker.py"]
