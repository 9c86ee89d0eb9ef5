FROM python:3.13-slim-trixie
ENV DATABASE_URL=postgres://shop:s3cr3tpw@db.example/shop
