from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "councils_council",
            title="NEW.name || ' (' || NEW.short_name || ')'",
            text="NEW.decision",
            at="NEW.set_up_at",
        ),
    ]
