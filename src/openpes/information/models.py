"""Content pages that office staff manage."""

from django.db import models
from django.db.models import Q

from openpes.base.ids import uuid7


class ContentPage(models.Model):
    """One page in one language; the text is a small Markdown. The newest published version is shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=100)
    language = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    topic = models.CharField(max_length=64, blank=True, help_text="Where it is listed: services, rights, groups, help …")
    position = models.PositiveSmallIntegerField(default=100)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "language", "version"], name="page_version_once"),
            models.CheckConstraint(condition=~Q(slug=""), name="page_has_a_slug"),
        ]
