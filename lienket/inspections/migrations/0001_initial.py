import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import PRIVATE, SHARED, Protect, SameCircle
from lienket.search.indexing import Found


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0002_succession'),
        ('documents', '0003_found'),
        ('escalation', '0001_initial'),
        ('organizations', '0002_succession'),
        ('places', '0002_found'),
        ('plans', '0002_found'),
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=30)),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.site')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('met', 'Met'), ('not_met', 'Not met'), ('none', 'Does not apply')], max_length=7)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('photo', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='inspections.assessment')),
            ],
        ),
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('standard', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
            ],
        ),
        migrations.AddField(
            model_name='assessment',
            name='checklist',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inspections.checklist'),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inspections.checklist')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.site')),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(blank=True, max_length=30)),
                ('area', models.CharField(choices=[('fence', 'Fence and perimeter'), ('gate', 'Gates and entry control'), ('camera', 'Cameras and alarms'), ('fire', 'Fire safety and rescue'), ('guards', 'Guard force'), ('tools', 'Support tools and equipment'), ('plans', 'Plans and drills'), ('corridor', 'Safety corridor'), ('stores', 'Stores and materials'), ('people', 'Workers, contractors, visitors'), ('coordination', 'Information and coordination'), ('other', 'Other questions')], max_length=12)),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Grave: to be put right at once'), (2, 'Notable'), (3, 'Minor')])),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('found_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='finding', to='inspections.answer')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.site')),
                ('task', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('fence', 'Fence and perimeter'), ('gate', 'Gates and entry control'), ('camera', 'Cameras and alarms'), ('fire', 'Fire safety and rescue'), ('guards', 'Guard force'), ('tools', 'Support tools and equipment'), ('plans', 'Plans and drills'), ('corridor', 'Safety corridor'), ('stores', 'Stores and materials'), ('people', 'Workers, contractors, visitors'), ('coordination', 'Information and coordination'), ('other', 'Other questions')], max_length=12)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('checklist', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='inspections.checklist')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
            ],
        ),
        migrations.CreateModel(
            name='DraftAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('met', 'Met'), ('not_met', 'Not met'), ('none', 'Does not apply')], max_length=7)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='inspections.draft')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inspections.question')),
            ],
        ),
        migrations.AddField(
            model_name='answer',
            name='question',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inspections.question'),
        ),
        migrations.CreateModel(
            name='Reinspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passed', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('finding', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='reinspections', to='inspections.finding')),
                ('photo', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('task', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.task')),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(blank=True, max_length=30)),
                ('kind', models.CharField(choices=[('inspection', 'Inspection'), ('training', 'Training')], max_length=10)),
                ('team', models.CharField(blank=True, max_length=120)),
                ('on', models.DateField()),
                ('topic', models.CharField(max_length=300)),
                ('programme', models.TextField(blank=True)),
                ('result', models.TextField(blank=True)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('ask', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.site')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'Record received'), ('comment', 'Comment on the record')], max_length=8)),
                ('words', models.TextField(blank=True)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('visit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='inspections.visit')),
            ],
        ),
        migrations.AddField(
            model_name='finding',
            name='visit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='inspections.visit'),
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('persons', models.PositiveSmallIntegerField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('visit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='inspections.visit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(fields=('circle', 'version'), name='checklist_versions_count'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['circle', 'site', '-on'], name='assessments_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('circle', 'reference'), name='assessment_references_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('organization', 'site'), name='one_draft_assessment_of_a_site'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('circle', 'checklist', 'number'), name='questions_are_in_order'),
        ),
        migrations.AddConstraint(
            model_name='draftanswer',
            constraint=models.UniqueConstraint(fields=('draft', 'question'), name='one_draft_answer_each'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('circle', 'assessment', 'question'), name='one_answer_to_a_question'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['circle', '-on', '-id'], name='visits_of_a_circle'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('circle', 'reference'), name='visit_references_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('organization', models.F('unit')), _negated=True), name='nobody_visits_itself'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['circle', 'severity'], name='open_findings_of_a_circle'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('circle', 'reference'), name='finding_references_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', None), ('visit__isnull', False)), models.Q(('answer__isnull', False), ('visit', None)), _connector='OR'), name='a_finding_comes_from_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('task__isnull', False), _connector='OR'), name='a_closed_finding_had_a_task'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('organization__isnull', False)), models.Q(('organization', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='a_delegation_is_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('persons__gt', 0)), name='a_delegation_has_somebody'),
        ),
        Protect("inspections_checklist", SHARED),
        Protect("inspections_question", SHARED),
        Protect("inspections_draft", PRIVATE),
        Protect("inspections_draftanswer", PRIVATE),
        Protect("inspections_assessment", SHARED),
        Protect("inspections_answer", SHARED),
        # A record that was not sent yet, and what it found, is seen by its author alone.
        Protect("inspections_visit", f"{SHARED} AND (sent_at IS NOT NULL OR {PRIVATE})"),
        Protect("inspections_finding", f"{SHARED} AND (found_at IS NOT NULL OR {PRIVATE})"),
        Protect("inspections_delegation", SHARED),
        Protect("inspections_remark", SHARED),
        Protect("inspections_reinspection", SHARED),
        SameCircle("inspections_question", "checklist_id", "inspections_checklist"),
        SameCircle("inspections_assessment", "site_id", "places_site", on_delete="RESTRICT"),
        SameCircle("inspections_assessment", "checklist_id", "inspections_checklist", on_delete="RESTRICT"),
        SameCircle("inspections_answer", "assessment_id", "inspections_assessment"),
        SameCircle("inspections_answer", "question_id", "inspections_question", on_delete="RESTRICT"),
        SameCircle("inspections_answer", "photo_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("inspections_visit", "site_id", "places_site", on_delete="RESTRICT"),
        SameCircle("inspections_visit", "document_id", "documents_document", on_delete="RESTRICT"),
        SameCircle("inspections_visit", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("inspections_delegation", "visit_id", "inspections_visit"),
        SameCircle("inspections_remark", "visit_id", "inspections_visit"),
        SameCircle("inspections_finding", "site_id", "places_site", on_delete="RESTRICT"),
        SameCircle("inspections_finding", "answer_id", "inspections_answer", on_delete="RESTRICT"),
        SameCircle("inspections_finding", "visit_id", "inspections_visit"),
        SameCircle("inspections_finding", "task_id", "plans_task", on_delete="RESTRICT"),
        SameCircle("inspections_reinspection", "finding_id", "inspections_finding"),
        SameCircle("inspections_reinspection", "task_id", "plans_task", on_delete="RESTRICT"),
        SameCircle("inspections_reinspection", "photo_id", "documents_file", on_delete="RESTRICT"),
        Found(
            "inspections_visit",
            title="btrim(NEW.reference || ' ' || NEW.topic)",
            text="NEW.result",
            at="NEW.sent_at",
            where="NEW.sent_at IS NOT NULL",
        ),
        Found(
            "inspections_finding",
            title="btrim(NEW.reference || ' ' || NEW.text)",
            at="NEW.found_at",
            where="NEW.found_at IS NOT NULL",
        ),
    ]
