import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, LookUp, Protect, SameCircle


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0001_initial'),
        ('delivery', '0001_initial'),
        ('documents', '0002_numbered'),
        ('escalation', '0001_initial'),
        ('organizations', '0001_initial'),
        ('regulations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dissemination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30)),
                ('urgency', models.CharField(choices=[('normal', 'Ordinary'), ('urgent', 'Urgent'), ('very_urgent', 'Very urgent'), ('immediate', 'Immediate')], max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True)),
                ('issued_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('envelope', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.envelope')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('version', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.version')),
            ],
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('readers', models.PositiveIntegerField(default=0)),
                ('read', models.PositiveIntegerField(default=0)),
                ('completed_at', models.DateTimeField(blank=True, null=True)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('how', models.CharField(blank=True, max_length=300)),
                ('ask', models.OneToOneField(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('dissemination', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='disseminations.dissemination')),
            ],
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('dissemination', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='disseminations.dissemination')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='disseminations.copy')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.person')),
            ],
        ),
        migrations.AddIndex(
            model_name='dissemination',
            index=models.Index(fields=['circle', '-issued_at'], name='disseminations_of_a_circle'),
        ),
        migrations.AddConstraint(
            model_name='dissemination',
            constraint=models.UniqueConstraint(fields=('circle', 'number'), name='disseminations_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.UniqueConstraint(fields=('circle', 'dissemination', 'organization'), name='one_copy_for_each_unit'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('completed_at', None), ('people', None)), models.Q(('completed_at__isnull', False), ('people__gte', 1)), _connector='OR'), name='completed_among_somebody'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['at'], name='readings_by_age'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('copy', 'person'), name='each_reads_once'),
        ),
        *[Protect(f"disseminations_{table}", SHARED) for table in ("dissemination", "material", "copy")],
        Protect("disseminations_reading", PRIVATE),
        SameCircle("disseminations_dissemination", "envelope_id", "delivery_envelope", on_delete="RESTRICT"),
        SameCircle("disseminations_dissemination", "version_id", "regulations_version", on_delete="RESTRICT"),
        SameCircle("disseminations_material", "dissemination_id", "disseminations_dissemination"),
        SameCircle("disseminations_material", "file_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("disseminations_copy", "dissemination_id", "disseminations_dissemination"),
        SameCircle("disseminations_copy", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        # Which organizations still know by name who read before a time. Ids only.
        LookUp(
            "app_read_before(timestamptz)",
            """app_read_before(before timestamptz) RETURNS TABLE (organization_id bigint)
            LANGUAGE sql STABLE AS $$
                SELECT DISTINCT r.organization_id FROM disseminations_reading r WHERE r.at < before
            $$""",
        ),
    ]
