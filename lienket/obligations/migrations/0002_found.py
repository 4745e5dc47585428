from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "obligations_obligation",
            title="NEW.code || ' ' || NEW.title",
            text="NEW.proof_name",
            at="NEW.defined_at",
        ),
    ]
