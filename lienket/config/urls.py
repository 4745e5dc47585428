"""The addresses of all pages, module by module."""

from django.urls import URLPattern, URLResolver, include, path

from lienket.config import watchdog

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", watchdog.healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
