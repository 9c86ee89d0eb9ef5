FROM python:3.13-alpine3.22
FROM registry.example/team/python:3
