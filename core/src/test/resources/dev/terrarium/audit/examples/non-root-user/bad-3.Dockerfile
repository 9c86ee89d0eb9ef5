FROM python:3.13-slim-trixie
USER app
RUN make
USER root
CMD ["app"]
