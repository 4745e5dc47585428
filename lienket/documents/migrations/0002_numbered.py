import django.db.models.deletion
from django.db import migrations, models

from lienket.circles.migrations._directory import directory
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
                ('organ', models.CharField(blank=True, max_length=200)),
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
                ('organ', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'organ', 'kind', 'year'), name='one_series_of_an_organ')],
            },
        ),
        migrations.CreateModel(
            name='ExchangeCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=13)),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='SignedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_issued', models.BooleanField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='documents.document')),
                ('file', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='DigitalSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signer', models.CharField(max_length=200)),
                ('organ', models.CharField(blank=True, max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
                ('stamped', models.BooleanField()),
                ('trust', models.CharField(choices=[('trusted', 'Issuer trusted here'), ('unknown', 'Issuer not known here'), ('not_valid_now', 'Certificate not valid on the day of receipt')], max_length=13)),
                ('circle', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('copy', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='documents.signedcopy')),
            ],
        ),
        directory("documents_exchangecode"),
        Protect("documents_document", SHARED),
        Protect("documents_series", PRIVATE),
        AppendOnly("documents_document"),
        SameCircle("documents_document", "docx_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("documents_document", "pdf_id", "documents_file", on_delete="RESTRICT"),
        Protect("documents_signedcopy", SHARED),
        AppendOnly("documents_signedcopy"),
        SameCircle("documents_signedcopy", "document_id", "documents_document", on_delete="RESTRICT"),
        SameCircle("documents_signedcopy", "file_id", "documents_file", on_delete="RESTRICT"),
        Protect("documents_digitalsignature", SHARED),
        AppendOnly("documents_digitalsignature"),
        SameCircle("documents_digitalsignature", "copy_id", "documents_signedcopy"),
    ]
