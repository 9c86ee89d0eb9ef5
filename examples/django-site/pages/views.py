"""The site's pages."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html")


def clock(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/clock.html", {"now": timezone.localtime()})


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})
