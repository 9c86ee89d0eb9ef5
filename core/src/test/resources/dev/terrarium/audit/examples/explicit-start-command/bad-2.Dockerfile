FROM python:3.13-slim-trixie AS build
CMD ["python", "a.py"]
FROM python:3.13-slim-trixie
COPY --from=build /app /app
