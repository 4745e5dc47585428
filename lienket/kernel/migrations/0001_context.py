from django.db import migrations

CONTEXT = """
CREATE FUNCTION app_circles() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('app.circles', true), ''), '{}')::bigint[]
$$;
CREATE FUNCTION app_organizations() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('app.organizations', true), ''), '{}')::bigint[]
$$;
"""

# Vietnamese order: base letters in the order a ă â b c d đ e ê … with the tones breaking ties.
# Built from core functions only, so that it sorts alike on every server, whatever its collations.
VN_SORT = r"""
CREATE FUNCTION vn_sort(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    WITH plain AS (
        SELECT translate(
            lower(normalize(words, NFC)),
            'àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ',
            'aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy'
        ) AS toneless
    )
    SELECT replace(replace(replace(replace(replace(replace(replace(
        toneless, 'ă', 'a{'), 'â', 'a|'), 'đ', 'd{'), 'ê', 'e{'), 'ô', 'o{'), 'ơ', 'o|'), 'ư', 'u{')
        || chr(1) || lower(normalize(words, NFC))
    FROM plain
$$;
CREATE FUNCTION vn_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT translate(
        lower(normalize(words, NFC)),
        'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ',
        'aaaaaaaaaaaaaaaaadeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy'
    )
$$;
"""


# Django's database cache, which the sign-in library counts in. Losing it is harmless.
CACHE = """
CREATE UNLOGGED TABLE kernel_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX kernel_cache_expires ON kernel_cache (expires);
"""

# What was tried how often until when, for the limits of all web processes.
ATTEMPTS = """
CREATE UNLOGGED TABLE kernel_attempts (
    key text PRIMARY KEY, tries integer NOT NULL, ends timestamptz NOT NULL
);
CREATE INDEX kernel_attempts_ends ON kernel_attempts (ends);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(
            CONTEXT, "DROP FUNCTION app_circles(); DROP FUNCTION app_organizations();"
        ),
        migrations.RunSQL(VN_SORT, "DROP FUNCTION vn_sort(text); DROP FUNCTION vn_plain(text);"),
        migrations.RunSQL(CACHE, "DROP TABLE kernel_cache"),
        migrations.RunSQL(ATTEMPTS, "DROP TABLE kernel_attempts"),
    ]
