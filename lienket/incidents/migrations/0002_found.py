from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "incidents_incident",
            title="btrim(NEW.reference || ' ' || NEW.summary)",
            at="NEW.happened_at",
            exercise="NEW.exercise",
        ),
    ]
