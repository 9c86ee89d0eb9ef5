FROM python:3.13-slim-trixie
ENV SECRET_KEY="k3y-9f8a7d6s5f4g3h2j1"
