"""A real browser: Debian's Chromium, headless, against the program itself on the loopback."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
LONGEST_WAIT = 180_000
"""Milliseconds that a page may take on a busy machine before something is surely wrong."""
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


# Not for the whole session: while the driver runs, its event loop stands in the way of tests that run one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("There is no browser. Install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """``open_page("/vacancies/", language="ar", width=320, scheme="dark", scripts=False)`` gives the loaded page.

    Fails when the page is not answered with ``status``, breaks the content security policy or throws in a script.
    """
    contexts = []

    def go(
        path: str,
        *,
        language: str = "en",
        width: int = 1280,
        scheme: str = "light",
        scripts: bool = True,
        status: int | tuple[int, ...] = 200,
        cookies: list[dict[str, str]] | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale=language,
            reduced_motion="reduce",
            extra_http_headers={"Accept-Language": language},
        )
        context.set_default_timeout(LONGEST_WAIT)
        contexts.append(context)
        if cookies:
            context.add_cookies([{**cookie, "url": live_server.url} for cookie in cookies])
        page = context.new_page()
        page.wrong = []
        page.on("console", lambda message: message.type == "error" and page.wrong.append(message.text))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        answer = page.goto(live_server.url + path)
        assert answer.status in (status if isinstance(status, tuple) else (status,)), f"{path} answered {answer.status}"
        expected = [text for text in page.wrong if status >= 400 and str(status) in text]
        assert page.wrong == expected, page.wrong
        return page

    yield go
    for context in contexts:
        context.close()
