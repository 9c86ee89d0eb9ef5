FROM python:3.13-slim-trixie
ENV SECRET_KEY=change-me-not-a-real-secret
ARG PUBLIC_KEY
ENV DATABASE_URL=postgres://db.example/shop
