"""Addresses of the module's pages."""

from django.urls import path

from lienket.reviews.views import deciding, indicators, reviews

app_name = "reviews"
_INDICATORS = "circles/<int:circle_id>/indicators/"
_CIRCLE = "circles/<int:circle_id>/reviews/"
_ONE = "reviews/<int:review_id>/"
urlpatterns = [
    path("reports/", reviews.start, name="start"),
    path(_INDICATORS, indicators.indicators, name="indicators"),
    path(f"{_INDICATORS}<str:code>/", indicators.rows_behind, name="rows"),
    path(f"{_INDICATORS}<str:code>/entry/", indicators.enter, name="enter"),
    path(_CIRCLE, reviews.list_, name="list"),
    path(f"{_CIRCLE}new/", reviews.create, name="create"),
    path(_ONE, reviews.review, name="review"),
    path(f"{_ONE}words/", reviews.words, name="words"),
    path(f"{_ONE}figures/", reviews.compute, name="compute"),
    path(f"{_ONE}figures.xlsx", reviews.workbook, name="workbook"),
    path(f"{_ONE}hash/", reviews.check, name="check"),
    path(f"{_ONE}sharing/", deciding.share, name="share"),
    path(f"{_ONE}taking-back/", deciding.take_back, name="take_back"),
    path(f"{_ONE}approval/", deciding.judge, name="judge"),
    path(f"{_ONE}freezing/", deciding.freeze, name="freeze"),
    path(f"{_ONE}document/", deciding.issue, name="issue"),
    path(f"{_ONE}version/", deciding.new_version, name="new_version"),
    path(f"{_ONE}discarding/", deciding.discard, name="discard"),
    path("paragraphs/<int:paragraph_id>/comments/", deciding.comment, name="comment"),
    path("reviews/comments/<int:comment_id>/answer/", deciding.answer, name="answer"),
]
