import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import SHARED, Protect
from lienket.search.migrations import _finding


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("circles", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=63)),
                ("object_id", models.BigIntegerField()),
                ("title", models.TextField()),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("exercise", models.BooleanField(default=False)),
                ("circle", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="circles.circle")),
            ],
            options={
                "indexes": [models.Index(fields=["circle", "-at"], name="entries_newest_first")],
                "constraints": [models.UniqueConstraint(fields=("circle", "source", "object_id"), name="one_entry_for_each_thing")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=30)),
                ("circle", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="circles.circle")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("circle", "word"), name="a_word_is_known_once")],
            },
        ),
        *_finding.OPERATIONS,
        Protect("search_entry", SHARED),
        Protect("search_word", SHARED),
    ]
