FROM python:3.13-slim-trixie
RUN pip install --upgrade pip && pip install -r requirements.txt && pip install .
RUN pip install flask==3.1.0 "x @ https://files.example/x.whl"
