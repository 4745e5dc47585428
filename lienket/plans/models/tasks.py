"""Tasks: who does what until when, and everything that was said about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.plans.models.plans import Plan
from lienket.plans.models.playbooks import Run


class Task(models.Model):
    """What one member of a circle does until a day, and the Ask that watches over it."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # What it follows from: a plan, a run of a playbook, or what `source` says
    # ("Biên bản 03/BB-HĐANTT").
    plan = models.ForeignKey(
        Plan, models.CASCADE, null=True, blank=True, related_name="tasks", db_constraint=False
    )
    run = models.ForeignKey(
        Run, models.CASCADE, null=True, blank=True, related_name="tasks", db_constraint=False
    )
    source = models.CharField(max_length=200, blank=True)
    # "NV-2026-014"; empty while the plan is a draft.
    reference = models.CharField(max_length=30, blank=True)
    # Who gave it, and who carries it out.
    asker = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField()
    # Empty while the plan is a draft.
    given_at = models.DateTimeField(null=True, blank=True)
    # Done must be said in words or shown by a file, and the asker confirms it. A step of a
    # playbook that asks for no answer is done with one press.
    needs_answer = models.BooleanField(default=True)
    # When its ask is to be opened; empty when that has happened, or waits for other tasks.
    opens_at = models.DateTimeField(null=True, blank=True)
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    # The last share that was reported, in per cent.
    percent = models.PositiveSmallIntegerField(default=0)
    # Said to be done, and not returned since.
    reported_at = models.DateTimeField(null=True, blank=True)
    # The asker agrees that it is.
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"],
                condition=~models.Q(reference=""),
                name="task_references_are_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(dropped_at=None),
                name="a_task_is_done_or_dropped",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="a_share_is_at_most_all"
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "due_at"], name="tasks_of_a_circle"),
            models.Index(
                fields=["opens_at"],
                condition=models.Q(opens_at__isnull=False),
                name="tasks_to_open",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.title

    @property
    def exercise(self) -> bool:
        """Whether it is only practised."""
        return self.run is not None and self.run.exercise


class TaskDependency(models.Model):
    """One task of a plan comes after another one."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    task = models.ForeignKey(Task, models.CASCADE, related_name="awaits", db_constraint=False)
    after = models.ForeignKey(Task, models.CASCADE, related_name="followed_by", db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "task", "after"], name="comes_after_once")
        ]


class Entry(models.Model):
    """One line of a task's history. It is never changed; the database drops it with its task."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress")
        DONE = "done", _("Reported done")
        CONFIRMED = "confirmed", _("Confirmed")
        RETURNED = "returned", _("Returned")
        MOVED = "moved", _("Due day moved")
        DROPPED = "dropped", _("Dropped")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    task = models.ForeignKey(Task, models.DO_NOTHING, related_name="entries", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    text = models.TextField(blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    # Until when it was due before it was moved.
    due_before = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class EntryFile(models.Model):
    """A file that shows what a report says."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    entry = models.ForeignKey(Entry, models.DO_NOTHING, related_name="files", db_constraint=False)
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )


class Assignment(models.Model):
    """Who carries out a task inside an organization; nobody outside it knows."""

    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    appointment = models.ForeignKey("organizations.Appointment", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "task"], name="one_person_carries_a_task_out"
            )
        ]
