from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "places_site",
            title="NEW.name",
            text="NEW.address || ' ' || NEW.note",
            at="NEW.listed_at",
            where="NEW.removed_at IS NULL",
        ),
        Found(
            "places_corridor",
            title="NEW.name",
            text="NEW.note",
            at="NEW.listed_at",
            where="NEW.removed_at IS NULL",
        ),
    ]
