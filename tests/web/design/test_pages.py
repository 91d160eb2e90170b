"""Forms, errors, language and colours as the design draws them."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from openpes.base.errors import Conflict, NotAllowed, NotFound, TooMany
from openpes.web.design import errors, frame, palette
from openpes.web.design.middleware import PlainErrorsMiddleware


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As people call you.")
    hours = forms.ChoiceField(label="Hours", choices=[("full", "Full time"), ("part", "Part time")], widget=forms.RadioSelect)
    news = forms.BooleanField(label="Tell me more", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="s")


def drawn(template: str, **context) -> str:
    return Template("{% load design %}" + template).render(Context(context))


def test_a_field_names_its_help_and_its_error_to_screen_readers():
    html = str(Sample({"name": "", "hours": "full", "secret": "s"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert "This field is required." in html


def test_choices_are_a_group_with_a_legend_and_each_has_a_label_to_press():
    html = str(Sample())
    assert "<legend>Hours</legend>" in html
    assert '<label class="choice" for="id_hours_0">' in html
    assert 'name="secret" value="s"' in html


def test_what_may_be_left_out_says_so_in_words():
    class Some(forms.Form):
        name = forms.CharField(label="Name")
        phone = forms.CharField(label="Telephone", required=False)

    class Filters(forms.Form):
        word = forms.CharField(label="Word", required=False)

    assert str(Some()).count("(you may leave this out)") == 1
    assert "(you may leave this out)" not in str(Filters())


def test_the_summary_of_errors_leads_to_each_field():
    html = drawn("{% include 'design/error_summary.html' %}", form=Sample({"secret": "s"}))
    assert 'href="#id_name"' in html
    assert 'href="#id_hours_0"' in html


def test_nothing_typed_is_lost_and_nothing_typed_is_run():
    html = str(Sample({"name": '"><script>x</script>', "secret": "s"}))
    assert "&lt;script&gt;x" in html
    assert "<script>" not in html


@pytest.mark.parametrize("status", sorted(errors.PAGES))
def test_every_error_page_says_what_to_do_next_without_the_database(status):
    answer = errors.error_page(status)
    text = answer.content.decode()
    assert answer.status_code == status
    assert "What you can do now" in text
    assert 'href="tel:' in text


def test_an_error_page_is_in_the_language_of_the_reader():
    with override("ar"):
        text = errors.error_page(500).content.decode()
    assert 'lang="ar" dir="rtl"' in text
    assert "حدث خطأ من جانبنا" in text


def test_an_error_page_stands_even_when_the_country_pack_cannot_be_read(monkeypatch):
    def broken():
        raise RuntimeError("no pack")

    monkeypatch.setattr(frame, "_site", broken)
    assert "OpenPES" in errors.error_page(500).content.decode()


@pytest.mark.parametrize(
    ("error", "status"), [(NotAllowed("x"), 403), (NotFound("x"), 404), (Conflict("Taken by another"), 409), (TooMany("x"), 429)]
)
def test_an_error_of_an_act_becomes_a_page(rf, error, status):
    answer = PlainErrorsMiddleware(lambda request: None).process_exception(rf.get("/"), error)
    assert answer.status_code == status
    assert ("Taken by another" in answer.content.decode()) == (status == 409)


def test_an_error_of_ours_is_left_to_the_log(rf):
    assert PlainErrorsMiddleware(lambda request: None).process_exception(rf.get("/"), ValueError()) is None


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/look/language/", "/look/colours/"])
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"])
def test_choosing_a_language_never_leads_away_from_the_site(client, path, target):
    assert client.post(path, {"language": "ar", "scheme": "dark", "next": target})["Location"] == "/"


@pytest.mark.django_db
def test_a_choice_is_kept_in_a_cookie_that_scripts_cannot_read(client):
    answer = client.post("/look/language/", {"language": "ar", "next": "/pages/"})
    assert answer["Location"] == "/pages/"
    assert answer.cookies["django_language"].value == "ar"
    assert answer.cookies["django_language"]["httponly"]
    answer = client.post("/look/colours/", {"scheme": "dark"})
    assert answer.cookies["look_scheme"].value == "dark"


@pytest.mark.django_db
def test_a_language_or_colour_that_we_do_not_have_changes_nothing(client):
    assert "django_language" not in client.post("/look/language/", {"language": "xx"}).cookies
    assert client.post("/look/colours/", {"scheme": "pink"}).cookies["look_scheme"].value == ""


@pytest.mark.django_db
def test_a_public_page_is_the_same_bytes_for_every_visitor(client):
    first, second = client.get("/pages/"), client.get("/pages/")
    assert first.content == second.content
    assert "csrf" not in first.content.decode()


@pytest.mark.django_db
def test_who_has_the_page_already_is_not_sent_it_again(client):
    tag = client.get("/pages/")["ETag"]
    again = client.get("/pages/", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.django_db
def test_pages_travel_compressed(client):
    answer = client.get("/pages/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"


@pytest.mark.django_db
def test_the_colours_of_a_country_are_linked_and_served(client, monkeypatch):
    own = palette.read('[light]\naccent = "#1d4f91"')
    monkeypatch.setattr(palette, "of_country", lambda: own)
    text = client.get("/pages/").content.decode()
    address = f"/look/country-{own.mark}.css"
    assert f'<link rel="stylesheet" href="{address}">' in text
    assert client.get(address).content.decode() == own.css
    assert client.get("/look/country-0.css").status_code == 404
