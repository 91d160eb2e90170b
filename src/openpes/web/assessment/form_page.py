"""The one form page: everything that plans and registers ask is asked on a page with one form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openpes.base.errors import Conflict, InvalidInput
from openpes.web.design.forms import show_problem


@dataclass(frozen=True)
class Crumb:
    """A step of the way back."""

    label: Any
    url: str = ""


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: Any,
    submit: Any,
    done: Any,
    crumbs: Sequence[Crumb] = (),
    lead: Any = "",
    colleagues: Sequence[Any] = (),
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show ``form``, or do ``act`` with what was sent: it returns the address to go to. What is refused stands beside its field.

    colleagues: accounts suggested while an e-mail address is typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            where = act(form.cleaned_data)
        except (InvalidInput, Conflict) as problem:
            show_problem(form, problem)
        else:
            messages.success(request, done)
            return redirect(where)
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "lead": lead,
        "colleagues": colleagues,
        "crumbs": [*crumbs, Crumb(title)],
        "has_files": form.is_multipart(),
        **(extra or {}),
    }
    return render(request, "assessment/form_page.html", context)


def one_step(request: HttpRequest, act: Callable[[], object], *, done: Any, where: str) -> HttpResponse:
    """A button without a form: do ``act`` and go to ``where``; what is refused is said there."""
    try:
        act()
    except (InvalidInput, Conflict) as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, done)
    return redirect(where)
