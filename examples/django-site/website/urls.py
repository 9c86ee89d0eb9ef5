"""Where the site's pages are."""

from django.urls import path

from pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("clock", views.clock, name="clock"),
    path("healthz", views.healthz, name="healthz"),
]
