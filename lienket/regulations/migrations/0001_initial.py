import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, AppendOnly, Protect, SameCircle, WorkerFinds
from lienket.regulations.migrations import _cascade


class Migration(migrations.Migration):

    initial = True

    initial = True

    dependencies = [
        ("circles", "0001_initial"),
        ("delivery", "0001_initial"),
        ("documents", "0002_numbered"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='Model',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('site_kind', models.CharField(max_length=100)),
                ('statement', models.CharField(max_length=1000)),
                ('tree', models.JSONField()),
                ('companions', models.JSONField(default=dict)),
                ('parties', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Regulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('signed', 'Signed by several parties'), ('enacted', 'Enacted by a decision of one authority'), ('internal', 'Working rules of a council')], max_length=8)),
                ('title', models.CharField(max_length=300)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('cites', models.CharField(blank=True, max_length=400)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=60)),
                ('drafted_at', models.DateTimeField()),
                ('put_at', models.DateTimeField(blank=True, null=True)),
                ('consulted_at', models.DateTimeField(blank=True, null=True)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('file_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, max_length=300)),
                ('origin', models.CharField(blank=True, max_length=60)),
                ('cascade_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regulations.regulation')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('numbered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('renews', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(max_length=4)),
                ('name', models.CharField(max_length=200)),
                ('focal_unit', models.CharField(blank=True, max_length=200)),
                ('signatory', models.CharField(blank=True, max_length=160)),
                ('signatory_title', models.CharField(blank=True, max_length=120)),
                ('abbreviation', models.CharField(blank=True, max_length=20)),
                ('signs', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('bound_through', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.party')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('regulation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('consultation', 'Consultation'), ('signing', 'Signing')], max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('envelope', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.envelope')),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='regulations.round')),
            ],
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause_key', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('taken', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='regulations.round')),
            ],
        ),
        migrations.CreateModel(
            name='Summary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child', models.CharField(max_length=400)),
                ('period_from', models.DateField()),
                ('period_to', models.DateField()),
                ('counts', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('regulation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='summaries', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('amendment', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField()),
                ('put_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.CharField(max_length=40)),
                ('adopted_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('regulation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='regulations.regulation')),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('title', models.CharField(blank=True, max_length=100)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('on_paper', models.DateField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='regulations.party')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='regulations.version')),
            ],
        ),
        migrations.AddField(
            model_name='round',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='regulations.version'),
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('level', models.CharField(choices=[('chapter', 'Chapter'), ('section', 'Section'), ('article', 'Article'), ('clause', 'Clause'), ('point', 'Point'), ('paragraph', 'Paragraph')], max_length=9)),
                ('number', models.CharField(blank=True, max_length=12)),
                ('heading', models.CharField(blank=True, max_length=500)),
                ('text', models.TextField(blank=True)),
                ('inherited_key', models.CharField(blank=True, max_length=60)),
                ('inherited_text', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('parent', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='regulations.clause')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='regulations.version')),
            ],
        ),
        migrations.AddIndex(
            model_name='regulation',
            index=models.Index(fields=['circle', '-valid_from'], name='regulations_of_a_circle'),
        ),
        migrations.AddConstraint(
            model_name='regulation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='a_term_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='regulation',
            constraint=models.CheckConstraint(condition=models.Q(('signed_at', None), ('valid_from__isnull', False), _connector='OR'), name='what_is_signed_has_a_term'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('circle', 'regulation', 'letter'), name='a_letter_for_each_party'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('circle', 'round', 'organization'), name='consent_is_said_once'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['circle', 'round'], name='comments_of_a_round'),
        ),
        migrations.AddConstraint(
            model_name='summary',
            constraint=models.UniqueConstraint(fields=('circle', 'regulation', 'organization', 'child', 'period_to'), name='one_summary_for_a_period'),
        ),
        migrations.AddConstraint(
            model_name='summary',
            constraint=models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='a_period_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('circle', 'regulation', 'number'), name='versions_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('circle', 'version', 'party'), name='each_party_signs_once'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('circle', 'version'), name='one_round_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='clause',
            constraint=models.UniqueConstraint(fields=('circle', 'version', 'key'), name='a_key_for_each_clause'),
        ),
        migrations.AddConstraint(
            model_name='clause',
            constraint=models.UniqueConstraint(fields=('circle', 'version', 'position'), name='clauses_are_in_order'),
        ),
        migrations.AddIndex(
            model_name='regulation',
            index=models.Index(condition=models.Q(('file_at__isnull', False)), fields=['file_at'], name='regulations_to_file'),
        ),
        # What is still being drafted belongs to who keeps it, until it is put to the parties.
        Protect("regulations_regulation", f"{SHARED} AND (put_at IS NOT NULL OR {PRIVATE})"),
        Protect(
            "regulations_party",
            f"{SHARED} AND regulation_id IN (SELECT id FROM regulations_regulation)",
        ),
        Protect(
            "regulations_version",
            f"""{SHARED} AND (put_at IS NOT NULL OR regulation_id IN
                (SELECT id FROM regulations_regulation WHERE {PRIVATE}))""",
        ),
        Protect(
            "regulations_clause",
            f"{SHARED} AND version_id IN (SELECT id FROM regulations_version)",
        ),
        Protect("regulations_signature", SHARED),
        Protect("regulations_round", SHARED),
        Protect("regulations_comment", SHARED),
        Protect("regulations_consent", SHARED),
        Protect("regulations_summary", SHARED),
        # A published copy without circle or names: for everybody who has signed in for an organization.
        Protect("regulations_model", "cardinality(app_organizations()) > 0"),
        SameCircle("regulations_regulation", "renews_id", "regulations_regulation", on_delete="RESTRICT"),
        SameCircle("regulations_regulation", "document_id", "documents_document", on_delete="RESTRICT"),
        SameCircle("regulations_party", "regulation_id", "regulations_regulation"),
        SameCircle("regulations_party", "bound_through_id", "regulations_party", on_delete="RESTRICT"),
        SameCircle("regulations_version", "regulation_id", "regulations_regulation"),
        SameCircle("regulations_clause", "version_id", "regulations_version"),
        SameCircle("regulations_clause", "parent_id", "regulations_clause"),
        SameCircle("regulations_signature", "version_id", "regulations_version"),
        SameCircle("regulations_signature", "party_id", "regulations_party"),
        SameCircle("regulations_round", "version_id", "regulations_version"),
        SameCircle("regulations_comment", "round_id", "regulations_round"),
        SameCircle("regulations_consent", "round_id", "regulations_round"),
        SameCircle("regulations_summary", "regulation_id", "regulations_regulation", on_delete="RESTRICT"),
        SameCircle(
            "regulations_round", "envelope_id", "delivery_envelope", on_delete="RESTRICT"
        ),
        WorkerFinds("regulations_regulation", reads="circle_id, id, file_at", writes="file_at"),
        AppendOnly("regulations_summary"),
        AppendOnly("regulations_model"),
        *_cascade.OPERATIONS,
    ]
