"""Contents are kept and released through two functions only; nobody asks which exist."""

from django.db import migrations

from lienket.kernel.rls import LookUp

OPERATIONS = [
    migrations.RunSQL(
        """
        ALTER TABLE documents_blob ENABLE ROW LEVEL SECURITY;
        ALTER TABLE documents_blob FORCE ROW LEVEL SECURITY;
        REVOKE ALL ON documents_blob FROM lienket_runtime;
        GRANT INSERT, DELETE ON documents_blob TO lienket_reader;
        CREATE POLICY readers ON documents_blob TO lienket_reader USING (true) WITH CHECK (true);
        """,
        "DROP POLICY readers ON documents_blob",
    ),
    # Always returns nothing: whether the contents were there before is not to be learned.
    LookUp(
        "documents_keep(bytea, bigint)",
        """documents_keep(hash bytea, bytes bigint) RETURNS void LANGUAGE sql AS $$
            INSERT INTO documents_blob (sha256, size) VALUES (hash, bytes) ON CONFLICT DO NOTHING
        $$""",
    ),
    # Those contents of which no circle has a file (any more), so that they may be erased.
    LookUp(
        "documents_release(bytea[])",
        """documents_release(hashes bytea[]) RETURNS SETOF bytea LANGUAGE sql AS $$
            DELETE FROM documents_blob b WHERE b.sha256 = ANY (hashes)
            AND NOT EXISTS (SELECT FROM documents_file f WHERE f.sha256 = b.sha256);
            SELECT hash FROM unnest(hashes) AS hash
            WHERE NOT EXISTS (SELECT FROM documents_file f WHERE f.sha256 = hash);
        $$""",
    ),
]
