"""The small Markdown of content pages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.information.markdown import to_html

TAGS = {"p", "ul", "ol", "li", "h2", "h3", "h4", "strong", "em", "a"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One\n\ntext", "<h2>One</h2>\n<p>text</p>"),
        ("## Two", "<h2>Two</h2>"),
        ("### Three", "<h3>Three</h3>"),
        ("a\nb", "<p>a b</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  goes on", "<ul><li>a goes on</li></ul>"),
        ("intro:\n- a", "<p>intro:</p>\n<ul><li>a</li></ul>"),
        ("**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>"),
        ("[ours](/pages/x/)", '<p><a href="/pages/x/">ours</a></p>'),
        ("[call](tel:+99920)", '<p><a href="tel:+99920">call</a></p>'),
        ("[out](https://example.org/?a=1&b=2)", '<p><a href="https://example.org/?a=1&amp;b=2">out</a></p>'),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("**a *b** c*", "<p><strong>a *b</strong> c*</p>"),
        ("", ""),
    ],
)
def test_what_editors_write_becomes_html(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](//evil.example)",
        "[x](data:text/html,x)",
        '[x](/a"onclick="y)',
        "![x](https://example.org/x.png)",
    ],
)
def test_nothing_active_comes_through(text):
    html = to_html(text)
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r'href="(javascript|data|//)', html)
    assert not re.search(r"<[^>]*\bon\w+=\"", html)


@given(st.text(alphabet=st.sampled_from("ab <>&\"'*_[]()#-1.\n/:=h"), max_size=80))
def test_whatever_is_written_only_our_elements_come_out(text):
    html = to_html(text)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= TAGS
    for tag in TAGS:
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>")
