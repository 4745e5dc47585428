"""Addresses of the organization's pages, of one's own, and of what signed links open."""

from django.urls import path

from lienket.organizations.views import (
    contacts,
    duty,
    joining,
    me,
    people,
    posts,
    succession_lists,
    successions,
    tokens,
)

app_name = "organizations"
urlpatterns = [
    path("organization/", people.people, name="people"),
    path("organization/people/new/", people.person_create, name="person-create"),
    path("organization/people/<int:appointment_id>/", people.person, name="person"),
    path("organization/people/<int:appointment_id>/end/", people.appointment_end, name="end"),
    path("organization/people/<int:appointment_id>/invitation/", people.invitation, name="invite"),
    path("organization/posts/", posts.posts, name="posts"),
    path("organization/posts/<int:post_id>/", posts.post, name="post"),
    path("organization/duty/", duty.duty, name="duty"),
    path("organization/duty/<int:shift_id>/removal/", duty.shift_remove, name="shift-remove"),
    path("organization/tokens/", tokens.tokens, name="tokens"),
    path("organization/tokens/<int:token_id>/revocation/", tokens.token_revoke, name="revoke"),
    path("organization/successions/", successions.successions, name="successions"),
    path("organization/successions/new/", successions.propose, name="succession-create"),
    path(
        "organization/successions/<int:succession_id>/", successions.succession, name="succession"
    ),
    path(
        "organization/successions/<int:succession_id>/cancellation/",
        successions.cancel,
        name="succession-cancel",
    ),
    path("operator/successions/", succession_lists.listed, name="operator-successions"),
    path("operator/successions/list/", succession_lists.import_list, name="succession-list"),
    path(
        "operator/successions/<int:succession_id>/confirmation/",
        succession_lists.confirm,
        name="operator-confirm",
    ),
    path(
        "operator/successions/<int:succession_id>/cancellation/",
        succession_lists.cancel,
        name="operator-cancel",
    ),
    path("contacts/new/<str:kind>/", contacts.path_create, name="path-create"),
    path("contacts/<int:path_id>/", contacts.path, name="path"),
    path("contacts/<int:path_id>/removal/", contacts.path_remove, name="path-remove"),
    path("contacts/<int:path_id>/verification/", contacts.path_verify, name="path-verify"),
    path("contacts/<int:path_id>/position/", contacts.path_move_up, name="path-move-up"),
    path("me/", me.me, name="me"),
    path("me/appointment/", me.appointment_choose, name="act-for"),
    path("me/export/", me.export, name="export"),
    path("verify/<str:token>/", joining.verification, name="verification"),
    path("join/<str:token>/", joining.invitation, name="invitation"),
]
