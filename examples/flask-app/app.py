"""Turns text into the part of an address that names a page."""

import re
import unicodedata

from flask import Flask, Response, abort, jsonify, request

app = Flask(__name__)


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@app.get("/slug")
def slugs() -> Response:
    text = request.args.get("text", "")
    if not text:
        abort(400, "the query has no `text`")
    return jsonify(slug=slug(text))


@app.get("/healthz")
def healthz() -> Response:
    return jsonify(status="ok")
