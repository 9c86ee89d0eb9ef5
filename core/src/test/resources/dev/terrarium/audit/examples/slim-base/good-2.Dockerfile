FROM registry.example/team/python:3.13
