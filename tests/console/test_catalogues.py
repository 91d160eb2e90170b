"""Message catalogues: what is drawn out of the sources, and which faults are found."""

import os

import polib
import pytest

from openpes.console import catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def package(tmp_path):
    """A package with one client room (`people`) and one for staff (`console`)."""
    for room in ("people", "console", "web", "web/public"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    (tmp_path / "people" / "enums.py").write_text(
        "from django.utils.translation import gettext_lazy as _\nfrom django.utils.translation import ngettext\n"
        'A = _("Nurse")\nB = ngettext("%(count)s job", "%(count)s jobs", 2)\n'
    )
    templates = tmp_path / "web" / "public" / "templates"
    templates.mkdir()
    (templates / "page.html").write_text('{% load i18n %}{% translate "Look for work" %}')
    return tmp_path


def draw(package, room):
    owners = catalogues.packages_with_messages(package)
    folder = package / room
    return catalogues.draw_out(folder, catalogues.sources_of(folder, owners))


def write(package, room, language, text):
    path = package / room / "locale" / language / catalogues.DOMAIN
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + text, "utf-8")
    return path


def found(package, room):
    return [(fault.what, fault.message) for fault in catalogues.faults(package / room, draw(package, room), package)]


def test_messages_come_from_python_and_templates_and_belong_to_the_nearest_package(package):
    assert {entry.msgid for entry in draw(package, "people")} == {"Nurse", "%(count)s job"}
    assert [entry.msgid for entry in draw(package, "web/public")] == ["Look for work"]
    assert len(draw(package, "web")) == 0


def test_a_client_room_without_a_catalogue_is_a_fault(package):
    assert found(package, "people") == [("no catalogue", "2 messages")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('msgid "Jobs"\nmsgstr "وظائف"\n', ("missing", "Nurse")),
        ('msgid "Nurse"\nmsgstr ""\n', ("untranslated", "Nurse")),
        ('#, fuzzy\nmsgid "Nurse"\nmsgstr "ممرض"\n', ("fuzzy", "Nurse")),
        (
            'msgid "%(count)s job"\nmsgid_plural "%(count)s jobs"\nmsgstr[0] "%(n)s"\n',
            ("placeholder differs (%(count)s, %(n)s)", "%(count)s job"),
        ),
    ],
)
def test_each_kind_of_fault_is_named(package, text, fault):
    write(package, "people", "ar", text)
    assert fault in found(package, "people")


def test_a_plural_form_may_leave_the_number_out(package):
    text = 'msgid "Nurse"\nmsgstr "ممرض"\n\nmsgid "%(count)s job"\nmsgid_plural "%(count)s jobs"\n'
    write(package, "people", "ar", text + 'msgstr[0] "لا وظائف"\nmsgstr[1] "وظيفة"\nmsgstr[2] "%(count)s وظائف"\n')
    assert found(package, "people") == []


def test_a_language_that_follows_later_may_be_incomplete_but_not_wrong(package):
    write(
        package,
        "people",
        "ar",
        'msgid "Nurse"\nmsgstr "ممرض"\n\nmsgid "%(count)s job"\nmsgid_plural "x"\nmsgstr[0] "%(count)s"\n',
    )
    write(package, "people", "fr", 'msgid "Hello {name}"\nmsgstr "Bonjour {nom}"\n')
    assert found(package, "people") == [("placeholder differs ({name}, {nom})", "Hello {name}")]


def test_renewing_keeps_translations_drops_what_is_gone_and_then_changes_nothing(package):
    path = write(package, "people", "ar", 'msgid "Nurse"\nmsgstr "ممرض"\n\nmsgid "Gone"\nmsgstr "x"\n')
    messages = draw(package, "people")
    assert catalogues.renew(package / "people", messages, "ar") is True
    entries = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert entries == {"Nurse": "ممرض", "%(count)s job": ""}
    assert catalogues.renew(package / "people", messages, "ar") is False


def test_compiling_writes_what_is_newer_once(package):
    path = write(package, "people", "ar", 'msgid "Nurse"\nmsgstr "ممرض"\n')
    assert catalogues.compile_all(package) == 1
    assert catalogues.compile_all(package) == 0
    compiled = path.with_suffix(".mo")
    assert [entry.msgstr for entry in polib.mofile(str(compiled))] == ["ممرض"]
    os.utime(path, (compiled.stat().st_mtime + 1,) * 2)
    assert catalogues.compile_all(package) == 1


def test_every_language_has_the_plural_forms_that_its_catalogues_need():
    assert set(catalogues.PLURAL_FORMS) == set(catalogues.LANGUAGES)


def test_every_catalogue_of_the_program_is_free_of_wrong_placeholders_and_readable():
    wrong = []
    for path in sorted(catalogues.PACKAGE.rglob("locale/*/LC_MESSAGES/*.po")):
        wrong += catalogues._wrong_placeholders(path.name, polib.pofile(str(path)))
    assert not wrong


def test_a_room_that_promises_all_languages_has_a_fault_for_each_that_is_missing(package):
    (package / "assessment").mkdir()
    (package / "assessment" / "__init__.py").touch()
    (package / "assessment" / "wording.py").write_text('from django.utils.translation import gettext as _\nA = _("Draft")\n')
    assert found(package, "assessment") == [("no catalogue", "1 messages")] * 4
    write(package, "assessment", "sw", 'msgid "Draft"\nmsgstr ""\n')
    assert ("untranslated", "Draft") in found(package, "assessment")
