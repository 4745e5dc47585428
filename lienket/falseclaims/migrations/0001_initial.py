import django.db.models.deletion
from django.db import migrations, models

from lienket.kernel.rls import SHARED, AppendOnly, LookUp, Protect, SameCircle
from lienket.search.indexing import Found

# What everybody may read, and nothing else: neither the claim nor the circle.
_PUBLIC = """
    TABLE (
        code text, kind text, truth text, advice text, hotline text, publisher text,
        published_at timestamptz, corrected_at timestamptz, valid_until date,
        withdrawn_at timestamptz
    ) LANGUAGE sql STABLE AS $$
        SELECT code, kind, truth, advice, hotline, publisher,
            published_at, corrected_at, valid_until, withdrawn_at
        FROM falseclaims_publicwarning
"""
PUBLIC_WARNINGS = f"""app_public_warnings(today date, most int) RETURNS {_PUBLIC}
        WHERE withdrawn_at IS NULL AND valid_until >= today
        ORDER BY published_at DESC LIMIT most
    $$"""
PUBLIC_WARNING = f"""app_public_warning(asked text) RETURNS {_PUBLIC}
        WHERE code = asked
    $$"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('circles', '0002_succession'),
        ('escalation', '0001_initial'),
        ('organizations', '0002_succession'),
        ('places', '0002_found'),
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=30)),
                ('kind', models.CharField(choices=[('impersonation', 'Impersonation of an office or company'), ('payment_scam', 'Payment scam'), ('outage', 'Invented outage or stoppage'), ('safety', 'Invented danger')], max_length=14)),
                ('text', models.CharField(max_length=500)),
                ('since', models.DateField()),
                ('area', models.CharField(blank=True, max_length=120)),
                ('due_at', models.DateTimeField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('ask', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalation.ask')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.site')),
                ('verifier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('truth', models.CharField(max_length=1000)),
                ('advice', models.CharField(max_length=1000)),
                ('hotline', models.CharField(max_length=20)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='falseclaims.claim')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='PublicWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True)),
                ('kind', models.CharField(choices=[('impersonation', 'Impersonation of an office or company'), ('payment_scam', 'Payment scam'), ('outage', 'Invented outage or stoppage'), ('safety', 'Invented danger')], max_length=14)),
                ('truth', models.CharField(max_length=1000)),
                ('advice', models.CharField(max_length=1000)),
                ('hotline', models.CharField(max_length=20)),
                ('publisher', models.CharField(max_length=200)),
                ('published_at', models.DateTimeField()),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('valid_until', models.DateField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('claim', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='warning', to='falseclaims.claim')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone_call', 'Phone calls'), ('text_message', 'Text messages'), ('social_network', 'Social networks'), ('chat_group', 'Chat groups'), ('email', 'E-mail'), ('leaflet', 'Leaflets and notices'), ('in_person', 'At the door, in person')], max_length=14)),
                ('count', models.PositiveIntegerField()),
                ('by', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('circle', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='circles.circle')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='falseclaims.claim')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
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
                ('claim', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='withdrawal', to='falseclaims.claim')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['circle', '-at', '-id'], name='claims_of_a_circle'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('circle', 'reference'), name='claim_references_are_unique'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('organization', models.F('verifier')), _negated=True), name='nobody_verifies_its_own_claim'),
        ),
        migrations.AddIndex(
            model_name='publicwarning',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['-published_at'], name='warnings_newest_first'),
        ),
        Protect("falseclaims_claim", SHARED),
        Protect("falseclaims_sighting", SHARED),
        Protect("falseclaims_correction", SHARED),
        Protect("falseclaims_publicwarning", SHARED),
        Protect("falseclaims_withdrawal", SHARED),
        SameCircle("falseclaims_claim", "site_id", "places_site", on_delete="RESTRICT"),
        SameCircle("falseclaims_claim", "ask_id", "escalation_ask", on_delete="RESTRICT"),
        SameCircle("falseclaims_sighting", "claim_id", "falseclaims_claim"),
        SameCircle("falseclaims_correction", "claim_id", "falseclaims_claim"),
        SameCircle("falseclaims_publicwarning", "claim_id", "falseclaims_claim"),
        SameCircle("falseclaims_withdrawal", "claim_id", "falseclaims_claim"),
        AppendOnly("falseclaims_sighting"),
        AppendOnly("falseclaims_correction"),
        AppendOnly("falseclaims_withdrawal"),
        LookUp("app_public_warnings(date, int)", PUBLIC_WARNINGS),
        LookUp("app_public_warning(text)", PUBLIC_WARNING),
        Found(
            "falseclaims_claim",
            title="NEW.reference || ' ' || NEW.text",
            text="NEW.area",
            at="NEW.at",
        ),
    ]
