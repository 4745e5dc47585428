from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("regulations", "0002_import"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "regulations_regulation",
            title="btrim(NEW.code || ' ' || NEW.title)",
            at="coalesce(NEW.signed_at, NEW.drafted_at)",
        ),
    ]
