import django.db.models.deletion
import uuid
from django.db import migrations, models

from lienket.delivery.migrations import _links, _operator
from lienket.kernel.rls import PRIVATE, SHARED, AppendOnly, Protect, SameCircle, WorkerFinds


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0001_initial"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Envelope",
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
                ("kind", models.CharField(max_length=30)),
                ("reference", models.CharField(max_length=30)),
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
                ("exercise", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "circle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="circles.circle",
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
            name="Message",
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
                ("channel", models.CharField(max_length=10)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("first", "First notice"),
                            ("reminder", "Reminder"),
                            ("escalation", "Escalation"),
                            ("correction", "Correction"),
                            ("withdrawal", "Withdrawal"), ("reply", "Reply"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("delivered", "Delivered"),
                            ("failed", "Failed"),
                            ("cancelled", "No longer needed"),
                            ("recalled", "No longer needed, perhaps sent"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("reason", models.PositiveSmallIntegerField(null=True)),
                ("priority", models.PositiveSmallIntegerField()),
                ("queued_at", models.DateTimeField()),
                ("send_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                (
                    "about",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                        related_name="messages",
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
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.contactpath",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
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
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("reason", models.PositiveSmallIntegerField(null=True)),
                ("permanent", models.BooleanField(default=False)),
                ("external_id", models.CharField(blank=True, max_length=200)),
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
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="delivery.message",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "sending"])),
                fields=["channel", "priority", "send_at"],
                name="messages_to_send",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "sending")),
                fields=["path"],
                name="messages_on_their_way",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["envelope", "organization"], name="messages_of_an_envelope"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                fields=("circle", "message", "number"), name="attempts_are_numbered"
            ),
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('path', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='organizations.contactpath')),
                ('busy_until', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        Protect("delivery_envelope", SHARED),
        Protect("delivery_message", SHARED),
        Protect("delivery_attempt", SHARED),
        Protect("delivery_budget", PRIVATE),
        AppendOnly("delivery_attempt"),
        SameCircle("delivery_message", "envelope_id", "delivery_envelope"),
        SameCircle("delivery_attempt", "message_id", "delivery_message"),
        WorkerFinds(
            "delivery_message",
            reads="id, circle_id, organization_id, path_id, channel, state, priority, send_at, "
            "attempts",
            writes="state, send_at, attempts",
        ),
        *_links.OPERATIONS,
        *_operator.OPERATIONS,
    ]
