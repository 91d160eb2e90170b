"""The e-government indices of the United Nations, country by country."""

from django.db import models
from django.db.models import Q

from openpes.assessment.egov.enums import EgovIndexName
from openpes.base.ids import uuid7


class EgovValue(models.Model):
    """One value of one index for one country and year, in ten-thousandths (6519 is 0.6519), with the rank when it was given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    index = models.CharField(max_length=8, choices=EgovIndexName)
    year = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=2, help_text="ISO 3166-1")
    value = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, help_text="Name of the file")
    imported_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["index", "year", "country"]
        constraints = [
            models.UniqueConstraint(fields=["index", "year", "country"], name="one_egov_value_per_country_and_year"),
            models.CheckConstraint(condition=Q(value__lte=10_000), name="egov_value_is_at_most_one"),
        ]
