"""The service's routes."""

from typing import Annotated

import psycopg
from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field, PositiveFloat

from prices.database import connection
from prices.statistics import summary

app = FastAPI(title="prices")


class Series(BaseModel):
    prices: list[PositiveFloat] = Field(min_length=1, max_length=10_000)
    window: int = Field(default=3, ge=1, le=100)


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/statistics")
def statistics(series: Series) -> dict[str, object]:
    return summary(series.prices, series.window)


@app.get("/products")
def products(database: Annotated[psycopg.Connection, Depends(connection)]) -> list[dict[str, object]]:
    rows = database.execute("select name, price from products order by name").fetchall()
    return [{"name": name, "price": float(price)} for name, price in rows]
