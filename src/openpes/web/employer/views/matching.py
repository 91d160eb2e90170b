"""What a vacancy is matched by: its occupation and skills, found by ordinary words, ticked and unticked by the employer."""

import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpes.base.text import clean_line
from openpes.web.account.access import for_roles
from openpes.web.employer.acting import act_with
from openpes.web.employer.views.vacancies import own_vacancy
from openpes.work.actions.vacancies import change_vacancy, facts_of
from openpes.work.enums import Relation
from openpes.work.models import Vacancy
from openpes.work.taxonomy.queries import find_occupations, find_skills, occupation_labels, skill_labels, suggest_skills
from openpes.work.vacancy_facts import VacancyFacts

MOST_HITS = 8


class MatchedByForm(forms.Form):
    """One occupation and any skills; the choices are what the page offered."""

    occupation = forms.ChoiceField(label="", required=False, widget=forms.RadioSelect)
    skills = forms.MultipleChoiceField(label="", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, occupations: dict[str, str], skills: dict[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["occupation"].label = _("Which occupation is it?")
        self.fields["occupation"].choices = [*occupations.items(), ("", _("None of these"))]  # type: ignore[attr-defined]
        self.fields["skills"].label = _("Which skills matter?")
        self.fields["skills"].choices = list(skills.items())  # type: ignore[attr-defined]


def _offered(facts: VacancyFacts, occupation_words: str, skill_words: str) -> tuple[dict[str, str], dict[str, str]]:
    """Occupations and skills to choose from: the stored ones, what was searched for, and what goes with the occupation."""
    language = get_language() or "en"
    occupations = [facts.occupation_id] if facts.occupation_id else []
    if occupation_words:
        occupations += [c.id for c in find_occupations(occupation_words, language, limit=MOST_HITS)]
    skills = list(facts.skills)
    if skill_words:
        skills += [c.id for c in find_skills(skill_words, language, limit=MOST_HITS)]
    elif facts.occupation_id:
        skills += [s.id for s in suggest_skills([facts.occupation_id], language, limit=MOST_HITS, without=skills)]
    jobs, names = occupation_labels(occupations, language), skill_labels(skills, language)
    return (
        {str(pk): jobs[pk][0] for pk in dict.fromkeys(occupations) if pk in jobs},
        {str(pk): names[pk][0] for pk in dict.fromkeys(skills) if pk in names},
    )


def _changed(facts: VacancyFacts, data: dict[str, Any]) -> VacancyFacts:
    skills = {uuid.UUID(pk): facts.skills.get(uuid.UUID(pk), Relation.ESSENTIAL.value) for pk in data["skills"]}
    return replace(facts, occupation_id=uuid.UUID(data["occupation"]) if data["occupation"] else None, skills=skills)


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def matched_by(request: HttpRequest, reference: str) -> HttpResponse:
    """Search by ordinary words (a GET), tick, save (a POST with the same words, so that what was found can be chosen)."""
    row: Vacancy = own_vacancy(request, reference)
    actor = request.actor  # type: ignore[attr-defined]
    source = request.POST if request.method == "POST" else request.GET
    words = {name: clean_line(source.get(name, ""), 100) for name in ("occupation_words", "skill_words")}
    facts = facts_of(row)
    occupations, skills = _offered(facts, **words)
    form = MatchedByForm(
        request.POST if request.method == "POST" else None,
        occupations=occupations,
        skills=skills,
        initial={"occupation": str(facts.occupation_id or ""), "skills": [str(pk) for pk in facts.skills]},
    )
    if request.method == "POST" and act_with(
        form, lambda: change_vacancy(actor=actor, vacancy_id=row.pk, facts=_changed(facts, form.cleaned_data))
    ):
        messages.success(request, _("Your changes are saved."))
        return redirect("employer_advert", reference=row.reference)
    context = {"vacancy": row, "form": form, **words}
    return render(request, "employer/matched_by.html", context, status=400 if form.errors else 200)
