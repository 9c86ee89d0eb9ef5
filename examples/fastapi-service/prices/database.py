"""Where prices are kept: PostgreSQL, if the environment names one."""

import os
from collections.abc import Iterator

import psycopg
from fastapi import HTTPException


def connection() -> Iterator[psycopg.Connection]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise HTTPException(503, "no database is configured")
    try:
        with psycopg.connect(url, connect_timeout=3) as connected:
            yield connected
    except psycopg.OperationalError as error:
        raise HTTPException(503, "the database does not answer") from error
