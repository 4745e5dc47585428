"""Addresses of the module's pages."""

from django.urls import path, re_path

from lienket.regulations.importing.urls import urlpatterns as importing
from lienket.regulations.views import drafts, export, library, pages, rounds, terms

app_name = "regulations"
_ONE = "regulations/<int:regulation_id>/"
urlpatterns = [
    path("circles/<int:circle_id>/regulations/", pages.regulations, name="list"),
    path("circles/<int:circle_id>/regulations/new/", drafts.new, name="new"),
    path(_ONE, pages.regulation, name="regulation"),
    path(f"{_ONE}differences/", pages.differences, name="differences"),
    re_path(
        r"^regulations/(?P<regulation_id>\d+)/document\.(?P<kind>docx|pdf)$",
        export.document,
        name="document",
    ),
    path(f"{_ONE}head/", drafts.head, name="head"),
    path(f"{_ONE}parties/", drafts.parties, name="parties"),
    path(f"{_ONE}text/", drafts.text, name="text"),
    path(f"{_ONE}clauses/new/", drafts.clause_new, name="clause_new"),
    path("clauses/<int:clause_id>/", drafts.clause, name="clause"),
    path("clauses/<int:clause_id>/passage/", pages.passage, name="passage"),
    path("clauses/<int:clause_id>/removal/", drafts.clause_removal, name="clause_removal"),
    path("clauses/<int:clause_id>/place/", drafts.clause_move, name="clause_move"),
    path(f"{_ONE}consultation/", rounds.consultation, name="consultation"),
    path(f"{_ONE}consultation/new/", rounds.consultation_new, name="consultation_new"),
    path(f"{_ONE}consultation/consent/", rounds.consent, name="consent"),
    path("comments/<int:comment_id>/answer/", rounds.comment_answer, name="comment_answer"),
    path(f"{_ONE}round/closure/", rounds.round_close, name="round_close"),
    path(f"{_ONE}signing/new/", rounds.signing_new, name="signing_new"),
    path(f"{_ONE}signing/revision/", rounds.start_over, name="start_over"),
    path(f"{_ONE}signature/", rounds.signature, name="signature"),
    path(
        f"{_ONE}parties/<int:party_id>/signature/",
        rounds.signature_paper,
        name="signature_paper",
    ),
    path(f"{_ONE}amendment/", terms.amendment, name="amendment"),
    path(f"{_ONE}renewal/", terms.renewal, name="renewal"),
    path(f"{_ONE}cascade/", terms.cascade, name="cascade"),
    path(f"{_ONE}ending/", terms.ending, name="ending"),
    path(f"{_ONE}discard/", terms.discard, name="discard"),
    path(f"{_ONE}model/", library.publication, name="publication"),
    path("models/", library.models, name="models"),
    path("models/<int:model_id>/", library.model, name="model"),
    path("models/<int:model_id>/adoption/", library.adoption, name="adoption"),
    *importing,
]
