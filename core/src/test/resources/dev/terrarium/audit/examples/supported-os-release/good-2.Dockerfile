FROM registry.example/tool:18.04
FROM ubuntu:24.04
