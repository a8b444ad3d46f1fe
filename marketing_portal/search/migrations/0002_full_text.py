"""The full-text index of each database, kept by triggers on search_searchtext.

On PostgreSQL the vector stands beside the small columns, away from the texts it is made of: ranking then reads half as
many pages. A generated column could not, it belongs to the table of what it is generated from.
"""

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_fts USING fts5(
        title, aliases, body, content='search_searchtext', content_rowid='doc_id',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3 4'
    )
    """,
    """
    CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchtext BEGIN
        INSERT INTO search_fts(rowid, title, aliases, body) VALUES (new.doc_id, new.title, new.aliases, new.body);
    END
    """,
    """
    CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchtext BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, aliases, body)
        VALUES ('delete', old.doc_id, old.title, old.aliases, old.body);
    END
    """,
    """
    CREATE TRIGGER search_fts_update AFTER UPDATE ON search_searchtext BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, aliases, body)
        VALUES ('delete', old.doc_id, old.title, old.aliases, old.body);
        INSERT INTO search_fts(rowid, title, aliases, body) VALUES (new.doc_id, new.title, new.aliases, new.body);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS search_fts_insert",
    "DROP TRIGGER IF EXISTS search_fts_delete",
    "DROP TRIGGER IF EXISTS search_fts_update",
    "DROP TABLE IF EXISTS search_fts",
)
# PostgreSQL's parser takes “CI/CD” for a file and “a.b” for a host: signs between words become spaces first.
SIGNS = "/.:_@#&+=~^<>-"
VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', translate(new.{column}, '{SIGNS}', '{' ' * len(SIGNS)}')), '{weight}')"
    for column, weight in (("title", "A"), ("aliases", "B"), ("body", "D"))
)
POSTGRESQL = (
    "ALTER TABLE search_searchdoc ADD COLUMN vector tsvector",
    "CREATE INDEX search_searchdoc_vector ON search_searchdoc USING gin (vector) WITH (fastupdate = off)",
    f"""
    CREATE FUNCTION search_vector() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE search_searchdoc SET vector = {VECTOR} WHERE id = new.doc_id;
        RETURN NULL;
    END $$
    """,  # noqa: S608 - constants
    """
    CREATE TRIGGER search_vector AFTER INSERT OR UPDATE ON search_searchtext
    FOR EACH ROW EXECUTE FUNCTION search_vector()
    """,
)
POSTGRESQL_BACK = (
    "DROP TRIGGER IF EXISTS search_vector ON search_searchtext",
    "DROP FUNCTION IF EXISTS search_vector()",
    "DROP INDEX IF EXISTS search_searchdoc_vector",
    "ALTER TABLE search_searchdoc DROP COLUMN IF EXISTS vector",
)


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
