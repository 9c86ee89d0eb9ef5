FROM python:3.13 AS build
FROM python:3.13-slim-trixie
