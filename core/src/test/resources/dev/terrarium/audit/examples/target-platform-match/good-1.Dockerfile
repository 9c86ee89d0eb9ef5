FROM --platform=$BUILDPLATFORM python:3.13-slim-trixie AS build
FROM python:3.13-slim-trixie
