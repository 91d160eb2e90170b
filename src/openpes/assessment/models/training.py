"""Training of staff: subjects, courses, sessions, what each member of staff learned, and practice on made-up people."""

from django.db import models
from django.db.models import F, Q

from openpes.assessment.training.enums import Attendance, Method, StaffCategory
from openpes.base.ids import uuid7
from openpes.people.models import Account, Organisation


class StaffCategoryPeriod(models.Model):
    """The category of a member of staff (question 3.1) where it is not the one that their role suggests, dated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    category = models.CharField(max_length=16, choices=StaffCategory)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(valid_until__isnull=True), name="one_staff_category_at_a_time"
            )
        ]


class TrainingSubject(models.Model):
    """What a course is about: one of the four subjects of question 3.2 (``code`` is theirs) or one of the service's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True, help_text="Own subjects only; the four are named by the program")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]


class Course(models.Model):
    """A course for staff. With ``pass_mark`` it ends in a test; with ``valid_months`` what was learned runs out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subject = models.ForeignKey(TrainingSubject, models.PROTECT, related_name="courses")
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    method = models.CharField(max_length=24, choices=Method)
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Percent; empty: no test")
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: does not run out")
    required_of = models.JSONField(default=list, blank=True, help_text="Staff categories that must have it")
    retired_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__isnull=True) | Q(pass_mark__lte=100), name="pass_mark_percent")
        ]

    def __str__(self) -> str:
        return self.title


class CourseSession(models.Model):
    """A course held once: when, where, by whom, for how many."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    trainer = models.CharField(max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="course_session_period")]


class TrainingEvent(models.Model):
    """One member of staff learned something on a day: in a session, alone, at work or in practice.

    ``category`` and ``method`` are those of the moment, so that later changes of a course or a post do not rewrite the past.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="events")
    session = models.ForeignKey(CourseSession, models.PROTECT, null=True, blank=True, related_name="events")
    subject = models.ForeignKey(TrainingSubject, models.PROTECT, null=True, blank=True, related_name="events")
    category = models.CharField(max_length=16, choices=StaffCategory)
    method = models.CharField(max_length=24, choices=Method)
    attendance = models.CharField(max_length=16, choices=Attendance, default=Attendance.ATTENDED)
    on = models.DateField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Percent")
    passed = models.BooleanField(null=True, blank=True, help_text="Empty: there is no test")
    expires_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    practice = models.BooleanField(default=False, help_text="Learned in practice mode on made-up people")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-on", "-recorded_at"]
        indexes = [
            models.Index(fields=["account", "course", "on"]),
            models.Index(fields=["organisation", "on", "method", "category"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "account"], condition=Q(session__isnull=False), name="booked_once_a_session"
            ),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=100), name="score_percent"),
        ]


class PracticeSession(models.Model):
    """A member of staff practises on made-up people, who exist in no other table. What is written there goes when it ends; the training
    event stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    work = models.JSONField(
        default=dict, blank=True, help_text="{code of a made-up person: {read, notes, done}}; emptied at the end"
    )
    event = models.OneToOneField(TrainingEvent, models.SET_NULL, null=True, blank=True, related_name="practice_session")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at__isnull=True), name="one_practice_at_a_time")
        ]
