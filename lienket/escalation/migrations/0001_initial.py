import django.db.models.deletion
from django.db import migrations, models

from lienket.escalation.migrations import _watch
from lienket.kernel.rls import SHARED, AppendOnly, Protect, SameCircle, WorkerFinds


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0001_initial"),
        ("delivery", "0001_initial"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "step",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WatchRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("open_asks", models.PositiveIntegerField()),
                ("late_asks", models.PositiveIntegerField()),
                ("latest_by_seconds", models.PositiveIntegerField()),
                ("stuck_messages", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("plan", models.JSONField()),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("escalate_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("released", models.BooleanField(db_default=False, default=False)),
                (
                    "asker",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circles.circle",
                    ),
                ),
                (
                    "envelope",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="delivery.envelope",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("step", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("promised_at", models.DateTimeField()),
                ("to", models.CharField(max_length=10)),
                ("messages", models.PositiveSmallIntegerField()),
                (
                    "ask",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalations",
                        to="escalation.ask",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circles.circle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("normal", "Ordinary"),
                            ("urgent", "Urgent"),
                            ("very_urgent", "Very urgent"),
                            ("immediate", "Immediate"),
                        ],
                        max_length=12,
                    ),
                ),
                ("steps", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="circles.circle",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("escalate_at__isnull", False)),
                fields=["escalate_at"],
                name="asks_to_escalate",
            ),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("settled_at", None)),
                fields=["organization", "due_at"],
                name="open_asks_of_an_organization",
            ),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("settled_at", None)),
                fields=["asker"],
                name="open_asks_by_an_organization",
            ),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("settled_at", None)),
                fields=["circle", "due_at"],
                name="open_asks_of_a_circle",
            ),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["envelope"], name="asks_of_an_envelope"),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(("settled_at", None), ("escalate_at", None), _connector="OR"),
                name="a_settled_ask_does_not_escalate",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                fields=("circle", "ask", "step"), name="each_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("circle", "urgency"), name="one_plan_per_urgency"
            ),
        ),
        Protect("escalation_plan", SHARED),
        Protect("escalation_ask", SHARED),
        Protect("escalation_escalation", SHARED),
        AppendOnly("escalation_escalation"),
        SameCircle("escalation_ask", "envelope_id", "delivery_envelope"),
        SameCircle("escalation_escalation", "ask_id", "escalation_ask"),
        WorkerFinds(
            "escalation_ask",
            reads="id, circle_id, escalate_at",
            # To lock a row one must be allowed to write one of its columns.
            writes="escalate_at",
        ),
        *_watch.OPERATIONS,
    ]
