ARG BASE=python:latest
FROM ${BASE}
