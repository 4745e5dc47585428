import django.db.models.deletion
from django.db import migrations, models

from lienket.exchange.migrations import _search
from lienket.kernel.rls import SHARED, AppendOnly, Protect, SameCircle


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0001_initial"),
        ("delivery", "0001_initial"),
        ("documents", "0001_initial"),
        ("escalation", "0001_initial"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bulletin",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("urgent_notice", "Urgent notice"),
                            ("notice", "Notice"),
                            ("information_request", "Request for information"),
                            ("verification_request", "Request for verification"),
                            ("crime_method_bulletin", "Crime-method bulletin"),
                            ("direction", "Direction"),
                            ("report", "Report"),
                        ],
                        max_length=24,
                    ),
                ),
                ("number", models.CharField(max_length=30)),
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
                (
                    "classification",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("internal", "Internal"),
                            ("restricted", "Restricted"),
                        ],
                        default="internal",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True)),
                (
                    "required_action",
                    models.CharField(
                        choices=[
                            ("know", "Read it"),
                            ("acknowledge", "Confirm receipt"),
                            ("answer", "Answer"),
                            ("do", "Carry it out"),
                        ],
                        max_length=12,
                    ),
                ),
                ("exercise", models.BooleanField(default=False)),
                ("issued_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField()),
                ("quorum", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_due_at", models.DateTimeField(blank=True, null=True)),
                ("idempotency_key", models.CharField(max_length=100, null=True)),
                ("request_hash", models.BinaryField(max_length=32, null=True)),
                ("origin", models.CharField(blank=True, max_length=60)),
                (
                    "appointment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.appointment",
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
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="exchange.bulletin",
                    ),
                ),
                (
                    "envelope",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
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
            name="Receipt",
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
                    "ask",
                    models.OneToOneField(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escalation.ask",
                    ),
                ),
                (
                    "bulletin",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="exchange.bulletin",
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
            name="Opening",
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
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("page", "on the page"),
                            ("link", "by the link"),
                            ("api", "by a program"),
                            ("call", "by phone"),
                            ("other", "in another way"),
                        ],
                        max_length=5,
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
                    "receipt",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening",
                        to="exchange.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Call",
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
                ("by", models.CharField(max_length=40)),
                ("called_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("reached", models.BooleanField()),
                ("spoke_with", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(blank=True, max_length=500)),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="exchange.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Acknowledgement",
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
                    "fact",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("accepted", "Accepted"),
                            ("answered", "Answered"),
                            ("done", "Done"),
                        ],
                        max_length=8,
                    ),
                ),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("said_at", models.DateTimeField(null=True)),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("page", "on the page"),
                            ("link", "by the link"),
                            ("api", "by a program"),
                            ("call", "by phone"),
                            ("other", "in another way"),
                        ],
                        max_length=5,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("late", models.BooleanField()),
                ("lapses_at", models.DateTimeField(null=True)),
                ("lapsed_at", models.DateTimeField(null=True)),
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
                    "receipt",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acknowledgements",
                        to="exchange.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
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
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="exchange.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
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
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
                (
                    "bulletin",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="exchange.bulletin",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="exchange.reply",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
                (
                    "bulletin",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawal",
                        to="exchange.bulletin",
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
        migrations.AddIndex(
            model_name="bulletin",
            index=models.Index(
                fields=["circle", "-issued_at", "-id"], name="bulletins_of_a_circle"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulletin",
            constraint=models.UniqueConstraint(
                fields=("circle", "number"), name="numbers_are_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulletin",
            constraint=models.UniqueConstraint(
                fields=("circle", "organization", "idempotency_key"),
                name="issued_once_per_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulletin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quorum", None), ("quorum_due_at", None)),
                    models.Q(("quorum__gte", 1), ("quorum_due_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_quorum_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("circle", "bulletin", "organization"), name="one_copy_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lapsed_at", None)),
                fields=("circle", "receipt", "fact"),
                name="each_fact_once",
            ),
        ),
        *[
            Protect(f"exchange_{table}", SHARED)
            for table in (
                "acknowledgement",
                "attachment",
                "bulletin",
                "call",
                "opening",
                "receipt",
                "reply",
                "withdrawal",
            )
        ],
        *[
            AppendOnly(f"exchange_{table}")
            for table in (
                "attachment",
                "bulletin",
                "call",
                "opening",
                "reply",
                "withdrawal",
            )
        ],
        SameCircle(
            "exchange_bulletin",
            "envelope_id",
            "delivery_envelope",
            on_delete="RESTRICT",
        ),
        SameCircle(
            "exchange_bulletin",
            "corrects_id",
            "exchange_bulletin",
            on_delete="RESTRICT",
        ),
        SameCircle("exchange_receipt", "bulletin_id", "exchange_bulletin"),
        SameCircle("exchange_receipt", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("exchange_withdrawal", "bulletin_id", "exchange_bulletin"),
        SameCircle("exchange_attachment", "bulletin_id", "exchange_bulletin"),
        SameCircle("exchange_attachment", "reply_id", "exchange_reply"),
        SameCircle("exchange_attachment", "file_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("exchange_opening", "receipt_id", "exchange_receipt"),
        SameCircle("exchange_acknowledgement", "receipt_id", "exchange_receipt"),
        SameCircle("exchange_reply", "receipt_id", "exchange_receipt"),
        SameCircle("exchange_call", "receipt_id", "exchange_receipt"),
        *_search.OPERATIONS,
    ]
