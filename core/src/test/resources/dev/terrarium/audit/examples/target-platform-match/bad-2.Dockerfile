FROM python:3.13-slim-trixie AS a
FROM --platform=linux/arm64 python:3.13-slim-trixie
