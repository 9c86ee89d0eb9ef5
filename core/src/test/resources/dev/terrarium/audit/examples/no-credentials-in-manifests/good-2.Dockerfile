FROM python:3.13-slim-trixie
RUN echo "https://user:password@host is how it looks" && psql postgres://db.example:5432/x
