import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from lienket.documents.migrations import _blobs
from lienket.kernel.rls import SHARED, Protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0001_initial"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                (
                    "sha256",
                    models.BinaryField(max_length=32, primary_key=True, serialize=False),
                ),
                ("size", models.BigIntegerField()),
                (
                    "stored_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.CreateModel(
            name="File",
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
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "blob",
                    models.ForeignKey(
                        db_column="sha256",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.blob",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
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
            ],
            options={
                "indexes": [models.Index(fields=["blob"], name="documents_f_sha256_52b4ca_idx")],
            },
        ),
        Protect("documents_file", SHARED),
        *_blobs.OPERATIONS,
    ]
