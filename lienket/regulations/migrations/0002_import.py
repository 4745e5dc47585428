import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, Protect, SameCircle


class Migration(migrations.Migration):

    dependencies = [
        ('circles', '0001_initial'),
        ('documents', '0002_numbered'),
        ('regulations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=40)),
                ('begun_at', models.DateTimeField()),
                ('pages', models.PositiveIntegerField(null=True)),
                ('pages_read', models.PositiveIntegerField(default=0)),
                ('printed', models.JSONField(default=list)),
                ('lines', models.JSONField(default=list)),
                ('corrections', models.JSONField(default=dict)),
                ('seen', models.JSONField(default=list)),
                ('finished_at', models.DateTimeField(null=True)),
                ('problem', models.CharField(blank=True, max_length=40)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('adopted_at', models.DateTimeField(null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('regulation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='regulations.regulation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('adopted_at', None), models.Q(('cancelled_at', None), ('finished_at__isnull', False)), _connector='OR'), name='only_a_whole_text_is_adopted')],
            },
        ),
        # What is read from a file is the draft of who keeps the regulation.
        Protect(
            "regulations_import",
            f"""{SHARED} AND regulation_id IN
                (SELECT id FROM regulations_regulation WHERE {PRIVATE})""",
        ),
        SameCircle("regulations_import", "regulation_id", "regulations_regulation"),
        SameCircle("regulations_import", "file_id", "documents_file", on_delete="RESTRICT"),
    ]
