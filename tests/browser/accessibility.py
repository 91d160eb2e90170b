"""The automatic part of accessibility: axe-core with the rules of WCAG 2.2 A and AA, and no sideways scrolling."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_no_axe_violations(page: Page) -> None:
    """Fail with rule, place and advice for everything that axe finds on the page as it is now."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    said = [
        f"{violation['id']}: {violation['help']}\n  {node['html'][:200]}\n  {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
    assert not said, f"{page.url}\n" + "\n".join(said)


def assert_fits(page: Page) -> None:
    """Nothing is cut off and nobody must scroll sideways (WCAG 1.4.10)."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= screen, f"{page.url} is {wide} pixels wide on a screen of {screen}"


def assert_accessible(page: Page) -> None:
    assert_fits(page)
    assert_no_axe_violations(page)
