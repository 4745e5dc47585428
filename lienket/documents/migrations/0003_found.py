from django.db import migrations

from lienket.search.indexing import Found


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_numbered"),
        ("search", "0001_initial"),
    ]

    operations = [
        Found(
            "documents_document",
            title="NEW.code || ' ' || NEW.subject",
            at="NEW.at",
        ),
    ]
