FROM python:3.13-slim-trixie
RUN pip install --no-deps . -e git+https://git.example/lib#egg=lib
