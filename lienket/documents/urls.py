"""Addresses of files."""

from django.urls import path

from lienket.documents import views

app_name = "documents"
urlpatterns = [path("files/<int:file_id>/", views.download, name="file")]
