import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, AppendOnly, Protect, SameCircle


class Migration(migrations.Migration):

    dependencies = [
        ('circles', '0001_initial'),
        ('documents', '0001_initial'),
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=500)),
                ('issued_on', models.DateField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('docx', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('pdf', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
            ],
            options={
                'indexes': [models.Index(fields=['circle', '-issued_on'], name='documents_of_a_circle')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'organ', 'kind', 'year', 'number'), name='each_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'organ', 'kind', 'year'), name='one_series_of_an_organ')],
            },
        ),
        Protect("documents_document", SHARED),
        Protect("documents_series", PRIVATE),
        AppendOnly("documents_document"),
        SameCircle("documents_document", "docx_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("documents_document", "pdf_id", "documents_file", on_delete="RESTRICT"),
    ]
