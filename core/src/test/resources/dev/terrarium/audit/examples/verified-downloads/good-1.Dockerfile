FROM python:3.13-slim-trixie
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://files.example/tool.tar.gz /opt/
ADD https://git.example/lib.git#v1 /src
