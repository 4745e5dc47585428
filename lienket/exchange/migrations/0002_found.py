from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "exchange_bulletin",
            title="NEW.number || ' ' || NEW.title",
            text="NEW.body",
            at="NEW.issued_at",
            exercise="NEW.exercise",
        ),
    ]
