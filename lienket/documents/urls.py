"""Addresses of files and of the register of documents."""

from django.urls import path

from lienket.documents import exchange_views, views

app_name = "documents"
urlpatterns = [
    path("files/<int:file_id>/", views.download, name="file"),
    path("circles/<int:circle_id>/documents/", views.register, name="list"),
    path("documents/<int:document_id>/", views.document, name="document"),
    path("documents/<int:document_id>/signed-copies/", views.take_signed, name="signed_copies"),
    path("documents/<int:document_id>/edxml/", exchange_views.export, name="edxml"),
    path("exchange-code/", exchange_views.code, name="exchange_code"),
]
