"""Addresses of the module's pages."""

from django.urls import path

from lienket.plans import views

app_name = "plans"
urlpatterns = [
    path("circles/<int:circle_id>/plans/", views.plans, name="list"),
    path("circles/<int:circle_id>/plans/new/", views.plan_create, name="plan_create"),
    path("circles/<int:circle_id>/tasks/new/", views.task_create, name="task_create"),
    path("plans/<int:plan_id>/", views.plan, name="plan"),
    path("plans/<int:plan_id>/edit/", views.plan_edit, name="plan_edit"),
    path("plans/<int:plan_id>/removal/", views.plan_discard, name="plan_discard"),
    path("plans/<int:plan_id>/tasks/new/", views.plan_task_create, name="plan_task_create"),
    path("plans/<int:plan_id>/submission/", views.submission, name="submission"),
    path("plans/<int:plan_id>/adoption/", views.adoption, name="adoption"),
    path("plans/<int:plan_id>/enactment/", views.enactment, name="enactment"),
    path("plans/<int:plan_id>/document/", views.document, name="document"),
    path("plans/<int:plan_id>/copy/", views.plan_copy, name="plan_copy"),
    path("tasks/<int:task_id>/", views.task, name="task"),
    path("tasks/<int:task_id>/edit/", views.task_edit, name="task_edit"),
    path("tasks/<int:task_id>/removal/", views.task_remove, name="task_remove"),
    path("tasks/<int:task_id>/report/", views.task_report, name="report"),
    path("tasks/<int:task_id>/confirmation/", views.confirmation, name="confirmation"),
    path("tasks/<int:task_id>/return/", views.return_, name="return"),
    path("tasks/<int:task_id>/due/", views.due, name="due"),
    path("tasks/<int:task_id>/drop/", views.drop, name="drop"),
    path("tasks/<int:task_id>/assignment/", views.assignment, name="assignment"),
    path("circles/<int:circle_id>/playbooks/new/", views.playbook_create, name="playbook_create"),
    path("playbooks/<int:playbook_id>/", views.playbook, name="playbook"),
    path("playbooks/<int:playbook_id>/edit/", views.playbook_edit, name="playbook_edit"),
    path("playbooks/<int:playbook_id>/steps/new/", views.step_create, name="step_create"),
    path("playbooks/<int:playbook_id>/steps/<int:number>/", views.step_edit, name="step_edit"),
    path(
        "playbooks/<int:playbook_id>/steps/<int:number>/removal/",
        views.step_remove,
        name="step_remove",
    ),
    path("playbooks/<int:playbook_id>/approval/", views.approval, name="approval"),
    path("playbooks/<int:playbook_id>/version/", views.version, name="version"),
    path("playbooks/<int:playbook_id>/start/", views.start, name="start"),
    path("runs/<int:run_id>/", views.run, name="run"),
    path("runs/<int:run_id>/board/", views.board, name="board"),
    path("runs/<int:run_id>/notes/", views.notes, name="notes"),
    path("runs/<int:run_id>/end/", views.finish, name="finish"),
    path("runs/<int:run_id>/steps/<int:task_id>/done/", views.step_done, name="step_done"),
]
