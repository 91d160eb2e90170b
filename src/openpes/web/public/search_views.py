"""The search page: one GET form, a reason beside every result, never a silent empty page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openpes.base import clock, country
from openpes.matching.queries import search_vacancies
from openpes.matching.reasons import sentence
from openpes.matching.requests import DISTANCE, NEWEST, PAY, RELEVANCE, Hit, SearchPage
from openpes.work.actions.searches import record_search
from openpes.work.public_queries import public_vacancies

from . import asked as asking
from .filters import chosen_filters, filter_groups
from .presenting import Shown, mark_of

WITHOUT_FILTERS = dict.fromkeys(("isco", "region", "contract", "hours", "telework", "pay", "stated", "posted"))


class _Counted:
    """As many rows as the search found, without having them: what the paginator needs."""

    def __init__(self, total: int) -> None:
        self.total = total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> range:
        return range(self.total)[part]


@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    currency = country.currency()
    language = get_language() or "en"
    asked = asking.read(request.GET, currency)
    first_view = asked.page == 1
    found = search_vacancies(asked.request(currency=currency, language=language))
    if asked.page > 1 and not found.results and found.total:  # the last page moved while somebody was reading
        asked.page = -(-found.total // asking.PER_PAGE)
        found = search_vacancies(asked.request(currency=currency, language=language))
    if asked.anything and first_view and request.method == "GET" and not request.htmx:  # type: ignore[attr-defined]
        record_search(actor=request.actor, found=found.total)  # type: ignore[attr-defined]
    paginator = Paginator(_Counted(min(found.total, asking.PER_PAGE * asking.LAST_PAGE)), asking.PER_PAGE)
    shown = _shown(found)
    return render(
        request,
        "public/vacancies.html",
        {
            "asked": asked,
            "found": found,
            "understood": found.understood,
            "shown": shown,
            "made_up": any(s.vacancy.synthetic for s in shown),
            "page": paginator.get_page(asked.page),
            "radii": asking.RADII if asked.radius in asking.RADII else sorted({*asking.RADII, asked.radius}),
            "groups": filter_groups(asked, found, currency),
            "chosen": chosen_filters(asked, found, currency),
            "sorts": _sorts(asked, found),
            "without_filters": asked.query(**WITHOUT_FILTERS),
            "ways_on": _ways_on(asked) if not found.total else [],
            "corrections": [(c, asked.query(q=_replaced(asked.words, c.used, c.typed))) for c in found.understood.corrections],
            "near_words": [(w, asked.query(q=w)) for w in found.near_words],
            "unknown": [
                (u, [(w, asked.query(q=_replaced(asked.words, u.typed, w))) for w in u.near]) for u in found.understood.unknown
            ],
        },
    )


def _shown(found: SearchPage) -> list[Shown]:
    rows = {v.pk: v for v in public_vacancies([hit.vacancy_id for hit in found.results])}
    today = clock.today()
    return [
        Shown(rows[hit.vacancy_id], today, hit.metres, _reasons(hit))
        for hit in found.results
        if hit.vacancy_id in rows  # closed since the index was read
    ]


def _reasons(hit: Hit) -> tuple[tuple[str, str], ...]:
    """Why it is there, without what the card says anyway: its pay, and its age where there is a better reason."""
    told = [r for r in hit.reasons if r.code not in ("pay_stated", "pay_unknown")]
    better = [r for r in told if r.code != "freshness"]
    return tuple((mark_of(r.good), sentence(r)) for r in better or told)


def _replaced(words: str, old: str, new: str) -> str:
    return " ".join(new if w.casefold() == old.casefold() else w for w in words.split()) or new


def _sorts(asked: asking.Asked, found: SearchPage) -> list[dict[str, Any]]:
    named = {RELEVANCE: _("Best fit"), NEWEST: _("Newest"), PAY: _("Best paid"), DISTANCE: _("Nearest")}
    if not found.understood.place:
        del named[DISTANCE]
    now = asked.sort
    if not (found.understood.words or found.understood.place):  # nothing to fit to: the newest come first anyway
        del named[RELEVANCE]
        now = NEWEST if now == RELEVANCE else now
    return [
        {"label": label, "url": asked.query(sort=key if key != RELEVANCE else None), "current": now == key}
        for key, label in named.items()
    ]


def _ways_on(asked: asking.Asked) -> list[dict[str, str]]:
    """What to try when nothing was found: drop what narrows most, one thing at a time."""
    ways = []
    if asked.filters:
        ways.append({"label": _("Without the filters"), "url": asked.query(**WITHOUT_FILTERS)})
    if asked.near:
        if asked.radius < 200:
            ways.append({"label": _("Within 200 km"), "url": asked.query(radius=200)})
        ways.append({"label": _("In the whole country"), "url": asked.query(near=None, radius=None)})
    if asked.words:
        ways.append({"label": _("Without the words"), "url": asked.query(q=None)})
    ways.append({"label": _("All open vacancies"), "url": "?"})
    return ways
