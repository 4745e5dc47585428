from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "meetings_meeting",
            title="btrim(NEW.reference || ' ' || NEW.title)",
            text="NEW.place",
            at="NEW.starts_at",
            exercise="NEW.exercise",
            where="NEW.invited_at IS NOT NULL",
        ),
    ]
