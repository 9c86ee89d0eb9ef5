FROM python:3.13-slim-trixie AS app
FROM python:3.13-slim-trixie AS app
COPY --from=1 /a /b
