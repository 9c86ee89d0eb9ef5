FROM python:3.9-slim-buster
