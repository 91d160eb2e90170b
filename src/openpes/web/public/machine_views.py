"""For search engines and browsers: robots.txt, sitemap.xml, the icon."""

from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from openpes.information.queries import content_pages
from openpes.work.public_queries import references_for_search_engines

# Search results are made for people; a crawler finds every vacancy in the sitemap.
CLOSED = ("/account/", "/me/", "/d/", "/employer/", "/office/", "/manage/", "/admin/", "/health/", "/vacancies/?")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('public:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every open public vacancy and content page (sitemaps.org, protocol 0.9)."""
    base = request.build_absolute_uri("/").rstrip("/")
    rows = [(reverse("public:home"), ""), (reverse("public:offices"), "")]
    rows += [(reverse("public:page", args=[p.slug]), "") for p in content_pages(get_language() or "en")]
    rows += [
        (reverse("public:vacancy", args=[ref]), changed.date().isoformat()) for ref, changed in references_for_search_engines()
    ]
    body = "".join(
        f"<url><loc>{escape(base + path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for path, day in rows
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>'
    response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("design/mark.svg"))
