import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import SHARED, Protect, SameCircle
from lienket.search.indexing import Found


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0002_succession'),
        ('documents', '0002_numbered'),
        ('escalation', '0001_initial'),
        ('meetings', '0001_initial'),
        ('organizations', '0002_succession'),
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('on_the_spot', models.BooleanField(default=False)),
                ('late', models.BooleanField(default=False)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='petitions.answer')),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
            ],
        ),
        migrations.CreateModel(
            name='Petition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=30)),
                ('voice', models.CharField(choices=[('organization', 'The organization itself'), ('contractor', 'A contractor'), ('workers', 'A group of workers')], max_length=12)),
                ('collective', models.CharField(blank=True, max_length=200)),
                ('topic', models.CharField(choices=[('security', 'Security and order'), ('fire', 'Fire safety'), ('traffic', 'Traffic'), ('residence', 'Residence and foreigners'), ('procedures', 'Administrative procedures'), ('labour', 'Labour and living conditions'), ('other', 'Other matters')], max_length=10)),
                ('title', models.CharField(max_length=300)),
                ('detail', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('by', models.CharField(max_length=40)),
                ('due_at', models.DateTimeField()),
                ('first_answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('late', models.BooleanField(default=False)),
                ('satisfied', models.BooleanField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('ask', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('meeting', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddField(
            model_name='answer',
            name='petition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='petitions.petition'),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('security', 'Security and order'), ('fire', 'Fire safety'), ('traffic', 'Traffic'), ('residence', 'Residence and foreigners'), ('procedures', 'Administrative procedures'), ('labour', 'Labour and living conditions'), ('other', 'Other matters')], max_length=10)),
                ('title', models.CharField(max_length=300)),
                ('answer', models.TextField()),
                ('answered_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('due_before', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('petition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='petitions.petition')),
            ],
        ),
        migrations.CreateModel(
            name='Routing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('from_organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('petition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='routings', to='petitions.petition')),
                ('to_organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Satisfaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('satisfied', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('petition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='satisfactions', to='petitions.petition')),
            ],
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('petition', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='withdrawal', to='petitions.petition')),
            ],
        ),
        migrations.AddIndex(
            model_name='petition',
            index=models.Index(fields=['circle', '-asked_at', '-id'], name='petitions_of_a_circle'),
        ),
        migrations.AddIndex(
            model_name='petition',
            index=models.Index(condition=models.Q(('meeting__isnull', False)), fields=['meeting'], name='petitions_of_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.UniqueConstraint(fields=('circle', 'reference'), name='petition_references_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.CheckConstraint(condition=models.Q(('organization', models.F('responsible')), _negated=True), name='nobody_petitions_itself'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.CheckConstraint(condition=models.Q(('voice', 'organization'), models.Q(('collective', ''), _negated=True), _connector='OR'), name='a_collective_is_described'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.CheckConstraint(condition=models.Q(('satisfied', None), ('answered_at__isnull', False), _connector='OR'), name='satisfaction_is_with_an_answer'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['circle', '-at'], name='answers_published_in_a_circle'),
        ),
        Protect("petitions_petition", SHARED),
        Protect("petitions_routing", SHARED),
        Protect("petitions_answer", SHARED),
        Protect("petitions_answerfile", SHARED),
        Protect("petitions_return", SHARED),
        Protect("petitions_satisfaction", SHARED),
        Protect("petitions_withdrawal", SHARED),
        Protect("petitions_publication", SHARED),
        SameCircle("petitions_petition", "meeting_id", "meetings_meeting", on_delete="RESTRICT"),
        SameCircle("petitions_petition", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("petitions_routing", "petition_id", "petitions_petition"),
        SameCircle("petitions_answer", "petition_id", "petitions_petition"),
        SameCircle("petitions_answerfile", "answer_id", "petitions_answer"),
        SameCircle("petitions_answerfile", "file_id", "documents_file", on_delete="RESTRICT"),
        SameCircle("petitions_return", "petition_id", "petitions_petition"),
        SameCircle("petitions_satisfaction", "petition_id", "petitions_petition"),
        SameCircle("petitions_withdrawal", "petition_id", "petitions_petition"),
        Found(
            "petitions_petition",
            title="NEW.reference || ' ' || NEW.title",
            text="NEW.detail",
            at="NEW.asked_at",
        ),
        # All answers of a petition together, under the number and words of the question.
        Found(
            "petitions_answer",
            key="petition_id",
            title="""(
                SELECT reference || ' ' || title FROM petitions_petition
                WHERE circle_id = NEW.circle_id AND id = NEW.petition_id
            )""",
            text="""(
                SELECT string_agg(text, E'\n' ORDER BY at, id) FROM petitions_answer
                WHERE circle_id = NEW.circle_id AND petition_id = NEW.petition_id
            )""",
            at="NEW.at",
        ),
    ]
