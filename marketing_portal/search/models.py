"""The index: documents, what they say, and their names.

The full-text index beside it belongs to the database (migration 0002): a virtual table on SQLite, a column of
``SearchDoc`` on PostgreSQL. Triggers on the table of ``SearchText`` keep both. A migration that makes SQLite build that
table anew has to make its triggers anew, too.
"""

from __future__ import annotations

from django.db import models

LONGEST_NAME = 200


class SearchDoc(models.Model):
    """A document, without its texts: thousands of these are read to filter, count and rank."""

    source = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    audience = models.PositiveSmallIntegerField(default=0)
    weight = models.FloatField(default=1.0)
    part = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = "search document"
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id", "part"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id} {self.part}".strip()


class SearchText(models.Model):
    """What a document says: read for the few that are shown. Title, aliases and body are what is searched."""

    doc = models.OneToOneField(SearchDoc, primary_key=True, on_delete=models.CASCADE, related_name="text")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    note = models.CharField(max_length=200, blank=True)
    aliases = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name = "search text"

    def __str__(self) -> str:
        return self.title


class SearchName(models.Model):
    """A name of a document, as it is written and as names are compared."""

    doc = models.ForeignKey(SearchDoc, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=LONGEST_NAME)
    squashed = models.CharField(
        max_length=LONGEST_NAME, db_index=True
    )  # names in full, and by their beginning

    class Meta:
        verbose_name = "search name"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
