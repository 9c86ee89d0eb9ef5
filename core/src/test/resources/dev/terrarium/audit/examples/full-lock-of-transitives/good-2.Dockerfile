FROM python:3.13-slim-trixie
RUN pip install -c constraints.txt flask
RUN pip install --no-deps .
RUN for p in a b; do pip install $p; done
