"""The addresses of all pages, module by module."""

from django.urls import URLPattern, URLResolver, include, path

from lienket.config import api, mailbox, pages, watchdog

handler400 = pages.bad_request
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", watchdog.healthz, name="healthz"),
    path("sw.js", pages.service_worker, name="service-worker"),
    path("offline/", pages.offline, name="offline"),
    path("api/v1/", api.urls),
    path("mailbox/", mailbox.mails, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox.mail, name="mailbox-mail"),
    path("mailbox/<slug:name>/body/", mailbox.body, name="mailbox-body"),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    *[
        path("", include(f"lienket.{module}.urls"))
        for module in (
            "organizations",
            "circles",
            "search",
            "documents",
            "delivery",
            "escalation",
            "places",
            "regulations",
            "councils",
            "obligations",
            "disseminations",
            "exchange",
            "plans",
            "meetings",
            "incidents",
            "petitions",
            "registers",
            "inspections",
            "campaigns",
            "commendations",
            "falseclaims",
            "watches",
            "awareness",
            "reviews",
        )
    ],
]
