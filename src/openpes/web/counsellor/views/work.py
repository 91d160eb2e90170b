"""The worklist and the caseload."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from openpes.base import clock
from openpes.base.errors import ActionError
from openpes.casework import actions, perms, queries
from openpes.casework.enums import TaskState
from openpes.web.account.access import for_roles
from openpes.web.counsellor import links
from openpes.web.counsellor.roles import CASE, WORK

LABELS = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Today"),
    "new": gettext_lazy("New"),
    "waiting_us": gettext_lazy("Waiting for us"),
    "waiting_client": gettext_lazy("Waiting for the client"),
    "waiting_other": gettext_lazy("Waiting for somebody else"),
}
ORDERS = {"due": gettext_lazy("Next task first"), "quiet": gettext_lazy("Longest without contact"), "name": gettext_lazy("Name")}
MOVES = {
    "done": TaskState.DONE,
    "drop": TaskState.DROPPED,
    "client": TaskState.WAITING_CLIENT,
    "us": TaskState.WAITING_US,
    "other": TaskState.WAITING_OTHER,
}


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isdigit() and len(text) < 6 else 1


@require_GET
@for_roles(*WORK)
def worklist(request: HttpRequest) -> HttpResponse:
    """What is to be done, late things first; one list at a time, all of them counted."""
    actor = request.actor  # type: ignore[attr-defined]
    mine = request.GET.get("whose", "mine") != "office"
    number = page_number(request)
    found = queries.worklist(actor=actor, chosen=request.GET.get("list", ""), mine=mine, page=number)
    whose = "" if mine else "&whose=office"
    return render(
        request,
        "counsellor/worklist.html",
        {
            "found": found,
            "figures": [(name, label, found.counts[name], name == found.chosen) for name, label in LABELS.items()],
            "label": LABELS[found.chosen],
            "rows": [(task, links.task_link(task)) for task in found.tasks],
            "mine": mine,
            "whose": whose,
            "page": Paginator(range(found.total), queries.PAGE).get_page(number),
            "today": clock.today(),
            "tomorrow": clock.today() + dt.timedelta(days=1),
        },
    )


@require_POST
@for_roles(*WORK)
def move_task(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a task, say whom it waits for, put it off, or finish it."""
    actor = request.actor  # type: ignore[attr-defined]
    task = perms.visible_tasks(actor).filter(pk=pk).first()
    if task is None:
        raise Http404
    act = request.POST.get("do", "")
    try:
        if act == "take":
            actions.take_task(actor=actor, task=task)
        elif act == "later":
            actions.put_off_task(actor=actor, task=task, days=7)
        elif act in MOVES:
            actions.move_task(actor=actor, task=task, to=MOVES[act], result=request.POST.get("result", ""))
    except ActionError as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("Done.") if act == "done" else _("Saved."))
    return redirect(links.safe_back(request, "office:worklist"))


@require_GET
@for_roles(*CASE)
def caseload(request: HttpRequest) -> HttpResponse:
    """The people this counsellor looks after."""
    order = request.GET.get("order", "due")
    order = order if order in ORDERS else "due"
    text = request.GET.get("q", "").strip()[:100]
    number = page_number(request)
    rows, total = queries.caseload(actor=request.actor, text=text, page=number, order=order)  # type: ignore[attr-defined]
    return render(
        request,
        "counsellor/caseload.html",
        {
            "rows": rows,
            "total": total,
            "text": text,
            "orders": [(code, label, code == order) for code, label in ORDERS.items()],
            "page": Paginator(range(total), queries.PAGE).get_page(number),
            "today": clock.today(),
        },
    )
