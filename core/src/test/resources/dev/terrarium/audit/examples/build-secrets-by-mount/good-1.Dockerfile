FROM python:3.13-slim-trixie
RUN --mount=type=secret,id=token pip install --index-url https://user:$(cat /run/secrets/token)@index.example/simple shop==1
