"""The gazetteer: regions, districts, towns with coordinates and their other names."""

from django.db import models

from openpes.base.ids import uuid7
from openpes.people.enums import PlaceKind


class Place(models.Model):
    """A place of the country (ISO 3166-2 code for regions) or a foreign one that vacancies name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, choices=PlaceKind)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """Another name or spelling of a place, by language."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    language = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "language", "name"], name="place_name_once")]
