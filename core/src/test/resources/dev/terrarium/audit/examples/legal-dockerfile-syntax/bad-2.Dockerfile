FROM python:3.13-slim-trixie
COPPY a b
