"""Reading content pages: what the office published, else what came with the country pack."""

from dataclasses import dataclass

from openpes.base import countrypack
from openpes.information.models import ContentPage


@dataclass(frozen=True, slots=True)
class PageText:
    """A content page as readers see it. ``language`` may differ from the one asked for: then there is no translation."""

    slug: str
    language: str
    title: str
    summary: str
    body: str
    topic: str = ""


def _wanted(language: str) -> tuple[str, ...]:
    pack = countrypack.current()
    return tuple(dict.fromkeys((language, language.split("-")[0], pack.default_language, "en")))


def _newest(slug: str | None, languages: tuple[str, ...]) -> dict[str, PageText]:
    rows = ContentPage.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True, language__in=languages)
    if slug is not None:
        rows = rows.filter(slug=slug)
    best: dict[str, tuple[tuple[int, int], ContentPage]] = {}
    for row in rows.order_by("position", "slug", "language", "version"):
        rank = (-languages.index(row.language), row.version)
        if row.slug not in best or rank > best[row.slug][0]:
            best[row.slug] = (rank, row)
    return {s: PageText(s, r.language, r.title, r.summary, r.body, r.topic) for s, (_rank, r) in best.items()}


def content_page(slug: str, language: str) -> PageText | None:
    """The newest published page in ``language``, else in the country's, else in English; None when there is none. One query."""
    found = _newest(slug, _wanted(language)).get(slug)
    if found:
        return found
    page = countrypack.current().page(slug, language)
    return PageText(page.slug, page.language, page.title, page.summary, page.body, page.audience) if page else None


def content_pages(language: str) -> list[PageText]:
    """Every page that readers can open, in the order of the country. One query."""
    languages = _wanted(language)
    found = _newest(None, languages)
    pack = countrypack.current()
    for page in sorted(
        pack.pages, key=lambda p: (p.order, p.slug, languages.index(p.language) if p.language in languages else 9)
    ):
        if page.language in languages and page.audience != "staff":
            found.setdefault(page.slug, PageText(page.slug, page.language, page.title, page.summary, page.body, page.audience))
    return list(found.values())
