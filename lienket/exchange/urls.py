"""Addresses of the pages of the exchange module."""

from django.urls import path

from lienket.exchange.views import answers, bulletins, circles, compose, links, today

app_name = "exchange"
urlpatterns = [
    path("", today.today, name="today"),
    path("circles/<int:circle_id>/", circles.circle, name="circle"),
    path("circles/<int:circle_id>/bulletins/", circles.bulletins, name="bulletins"),
    path("circles/<int:circle_id>/bulletins/new/", compose.compose, name="compose"),
    path("circles/<int:circle_id>/bulletins/new/preview/", compose.preview, name="preview"),
    path("bulletins/<int:bulletin_id>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>/reach/", bulletins.reach, name="reach"),
    path("bulletins/<int:bulletin_id>/replies/", bulletins.replies, name="bulletin_replies"),
    path("bulletins/<int:bulletin_id>/withdrawal/", bulletins.withdrawal, name="withdrawal"),
    path("bulletins/<int:bulletin_id>/slip/", bulletins.slip, name="slip"),
    path("receipts/<int:receipt_id>/acknowledgement/", answers.acknowledge, name="acknowledgement"),
    path("receipts/<int:receipt_id>/replies/", answers.replies, name="replies"),
    path("receipts/<int:receipt_id>/calls/", answers.calls, name="calls"),
    path("l/<str:token>/", links.link, name="link"),
    path("l/<str:token>/acknowledgement/", links.acknowledge, name="link_acknowledgement"),
    path("l/<str:token>/replies/", links.reply, name="link_reply"),
    path("l/<str:token>/files/<int:file_id>/", links.download, name="link_file"),
]
