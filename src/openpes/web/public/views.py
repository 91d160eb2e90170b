"""Home, one vacancy, offices and content pages: open to everyone, whole without a script."""

from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openpes.base import clock, countrypack
from openpes.base.text import clean_line
from openpes.information.markdown import to_html
from openpes.information.queries import content_page, content_pages
from openpes.matching.queries import explain_pair
from openpes.matching.reasons import sentence
from openpes.people.queries import find_places, office_for, open_offices
from openpes.work.jobposting import posting
from openpes.work.models import Vacancy
from openpes.work.public_queries import newest_vacancies, profile_of, public_counts, public_vacancy, similar_vacancies

from . import jobposting, offered
from .links import dialogue_url
from .offices import office_cards
from .presenting import Shown, mark_of
from .ways import ways_with

GROUPS = ("everyone", "jobseekers", "employers")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    total, fresh = public_counts()
    today = clock.today()
    return render(
        request,
        "public/home.html",
        {
            "total": total,
            "fresh": fresh,
            "newest": [Shown(v, today) for v in newest_vacancies()],
            "services": offered.offers(request),
            "offices": office_cards(list(open_offices()[:3])),
        },
    )


def _vacancy_or_404(reference: str) -> Vacancy:
    vacancy = public_vacancy(clean_line(reference, 16))
    if vacancy is None:
        raise Http404
    return vacancy


def _absolute(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


@require_safe
def vacancy(request: HttpRequest, reference: str) -> HttpResponse:
    found = _vacancy_or_404(reference)
    shown = Shown(found, clock.today())
    if reference != found.reference:
        return HttpResponsePermanentRedirect(shown.url)
    return render(request, "public/vacancy.html", {**_about(request, shown), "similar": _similar(shown)})


@require_safe
def vacancy_print(request: HttpRequest, reference: str) -> HttpResponse:
    """The same on paper: no navigation, the address as a QR code, the telephone number of the service."""
    return render(request, "public/vacancy_print.html", _about(request, Shown(_vacancy_or_404(reference), clock.today())))


def _similar(shown: Shown) -> list[Shown]:
    return [Shown(v, shown.today) for v in similar_vacancies(shown.vacancy)]


def _about(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    v = shown.vacancy
    url = _absolute(request, shown.url)
    language = get_language() or "en"
    titles = v.occupation.isco.titles if v.occupation else {}
    return {
        "shown": shown,
        "v": v,
        "url": url,
        "occupation": titles.get(language) or (v.occupation.label if v.occupation else ""),
        "skills": [s.skill.label for s in v.skills.all()],
        "requirements": list(v.requirements.all()),
        "posting": jobposting.as_script(posting(v, url=url, country=countrypack.current().code)) if shown.open else "",
        "image": _absolute(request, static("design/share.png")),
        "apply_url": dialogue_url(request, "placement.apply", vacancy=v.reference),
        "report_url": dialogue_url(request, "work.report_vacancy", vacancy=v.reference),
        "ways": ways_with(request, v),
        "fits": _how_it_fits(request, v),
    }


def _how_it_fits(request: HttpRequest, vacancy: Vacancy) -> list[dict[str, str]]:
    """Every reason and every miss for the jobseeker who reads; nothing for anybody else."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.role != "jobseeker" or actor.person_id is None:
        return []
    profile = profile_of(actor.person_id)
    match = explain_pair(profile_id=profile.pk, vacancy_id=vacancy.pk, language=actor.language) if profile else None
    return [{"kind": mark_of(r.good), "text": sentence(r)} for r in match.reasons] if match else []


@require_safe
def vacancy_qr(request: HttpRequest, reference: str) -> HttpResponse:
    """The address of the vacancy as a QR code, black on white so that every telephone reads it."""
    found = _vacancy_or_404(reference)
    code = segno.make(_absolute(request, Shown(found, clock.today()).url), error="m")
    response = HttpResponse(content_type="image/svg+xml")
    code.save(response, kind="svg", scale=4, border=4, dark="#000", light="#fff", title=found.reference)
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Where a person can be found: all offices, or the one for the place typed first."""
    typed = clean_line(request.GET.get("near", ""), 100)
    rows = list(open_offices())
    place = next(iter(find_places(typed, limit=1)), None) if typed else None
    own = office_for(place) if place else None
    if own:
        rows.sort(key=lambda o: o.pk != own.pk)
    return render(
        request,
        "public/offices.html",
        {"offices": office_cards(rows, place), "own": own, "near": typed, "place": place, "unknown": bool(typed and not place)},
    )


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    rows = content_pages(get_language() or "en")
    named = {"everyone": _("For everyone"), "jobseekers": _("For jobseekers"), "employers": _("For employers")}
    groups = [(named[key], [p for p in rows if p.topic == key]) for key in GROUPS]
    groups.append((_("More"), [p for p in rows if p.topic not in GROUPS]))
    return render(request, "public/pages.html", {"groups": [(title, found) for title, found in groups if found]})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    language = get_language() or "en"
    found = content_page(slug, language)
    if found is None or found.topic == "staff":
        raise Http404
    return render(
        request,
        "public/page.html",
        {
            "content": found,
            "body": mark_safe(to_html(found.body)),  # noqa: S308 - escaped by our own renderer
            "foreign": found.language.split("-")[0] != language.split("-")[0],
            "rtl": found.language.split("-")[0] in settings.LANGUAGES_BIDI,
        },
    )
