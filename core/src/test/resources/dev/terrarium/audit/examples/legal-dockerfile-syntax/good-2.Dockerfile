ARG A=1
FROM python:3.13-slim-trixie
RUN <<EOT
set -e
echo $A
EOT
USER 10001
