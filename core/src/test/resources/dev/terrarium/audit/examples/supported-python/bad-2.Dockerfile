ARG PYTHON=3.6
FROM python:${PYTHON}-alpine
