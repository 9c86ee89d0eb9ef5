# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie
ENV LANG=C.UTF-8
