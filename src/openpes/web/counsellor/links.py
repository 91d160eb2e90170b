"""Where a task leads, and the way back."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from openpes.casework.enums import TaskKind
from openpes.casework.models import Task


def task_link(task: Task) -> str:
    """The page on which the task is done."""
    if task.kind == TaskKind.HANDOVER and task.target_id:
        return reverse("dialogues:form", args=[task.target_id])
    if task.kind in {TaskKind.VERIFY_EMPLOYER, TaskKind.CHECK_VACANCY, TaskKind.REPORT}:
        return reverse("office:checks")
    if task.kind == TaskKind.DUPLICATE:
        return reverse("office:duplicates")
    if task.kind == TaskKind.CHASE_REFERRAL:
        return reverse("office:referrals")
    if task.person:
        return reverse("office:file", args=[task.person.reference])
    return reverse("office:worklist")


def safe_back(request: HttpRequest, fallback: str) -> str:
    """The page the form was sent from, when it is one of ours."""
    wanted = request.POST.get("back", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse(fallback)
