FROM python:3.13-slim-trixie
RUN curl -fsSL https://files.example/kit > k && wget -q https://files.example/-k
