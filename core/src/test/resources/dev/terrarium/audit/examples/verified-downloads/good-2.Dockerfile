FROM python:3.13-slim-trixie
RUN curl -fsSLO https://files.example/tool.tar.gz \
 && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  tool.tar.gz" | sha256sum -c - \
 && tar xf tool.tar.gz && curl -f http://localhost:8000/health
