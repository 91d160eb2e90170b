"""Message catalogues: compiling them, drawing the messages out of the sources, and what is wrong with one."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from openpes.console.output import PlainError

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "ar", "es", "fr", "sw")
SOURCE_LANGUAGE = "en"
# Complete for clients today; the others stand ready and follow.
COMPLETE_LANGUAGES = ("ar",)
# These promise all five languages, for staff too.
COMPLETE_EVERYWHERE = ("assessment", "matching", "web/assessment")
# Only staff read these: English first. Everything else may reach a client.
STAFF_PACKAGES = (
    "console",
    "insight",
    "operations",
    "web/admin",
    "web/counsellor",
    "web/manager",
)
DOMAIN = Path("LC_MESSAGES", "django.po")
KEYWORDS = [
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
    "ngettext:1,2",
    "_",
    "_:1",
    "gettext",
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}")
PLURAL_FORMS = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "sw": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a catalogue: where, which message, what."""

    catalogue: str
    message: str
    what: str

    def __str__(self) -> str:
        return f"{self.catalogue}: {self.what}: {self.message[:80]!r}"


def compile_all(package: Path = PACKAGE) -> int:
    """Write the `.mo` beside every `.po` that is newer; returns how many were written.

    Safe when several processes do it at once: each file is replaced whole.
    """
    written = 0
    for source in sorted(package.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(f".{os.getpid()}.mo.new")
        try:
            polib.pofile(str(source)).save_as_mofile(str(draft))
            os.replace(draft, target)
        except OSError as error:
            raise PlainError(f"The messages cannot be compiled: {target}: {error.strerror}.") from error
        written += 1
    return written


def packages_with_messages(package: Path = PACKAGE) -> list[Path]:
    """Folders that have a catalogue of their own: every room, and every area below `web`."""
    rooms = [folder for folder in sorted(package.iterdir()) if (folder / "__init__.py").exists()]
    areas = [folder for folder in sorted((package / "web").iterdir()) if (folder / "__init__.py").exists()]
    return rooms + areas


def sources_of(folder: Path, owners: Iterable[Path]) -> list[Path]:
    """The Python files and templates whose messages belong to this folder and to no folder below it."""
    below = [owner for owner in owners if owner != folder and owner.is_relative_to(folder)]
    found = [*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt"), *folder.rglob("*.svg")]
    return sorted(
        path for path in found if "migrations" not in path.parts and not any(path.is_relative_to(inner) for inner in below)
    )


def draw_out(folder: Path, sources: list[Path]) -> polib.POFile:
    """The messages of these files, as xgettext finds them; references name the file, without line numbers."""
    from django.utils.translation import templatize

    if shutil.which("xgettext") is None:
        raise PlainError("xgettext is missing. Install it: sudo apt-get install gettext")
    with tempfile.TemporaryDirectory() as scratch:
        names = []
        for source in sources:
            text = source.read_text("utf-8")
            copy = Path(scratch, source.relative_to(folder))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text if source.suffix == ".py" else templatize(text), "utf-8")
            names.append(str(copy.relative_to(scratch)))
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--add-location=file", "--output=-"]
        command += ["--add-comments=Translators", "--no-wrap", *(f"--keyword={word}" for word in KEYWORDS)]
        done = subprocess.run([*command, "--files-from=-"], input="\n".join(names), cwd=scratch, capture_output=True, text=True)
    if done.returncode:
        raise PlainError(f"xgettext could not read {folder}: {done.stderr.strip()}")
    return polib.pofile(done.stdout) if done.stdout else polib.POFile()


def renew(folder: Path, messages: polib.POFile, language: str) -> bool:
    """Merge the messages into the folder's catalogue of a language; True when the file changed."""
    path = folder / "locale" / language / DOMAIN
    before = path.read_text("utf-8") if path.exists() else ""
    catalogue = polib.pofile(before, wrapwidth=100) if before else polib.POFile(wrapwidth=100)
    if not before:
        catalogue.metadata = _header(language)
    catalogue.merge(messages)
    for entry in catalogue.obsolete_entries():
        catalogue.remove(entry)
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgid, entry.msgctxt or ""))
    text = str(catalogue).rstrip() + "\n"
    if text == before:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True


def faults(folder: Path, messages: polib.POFile, package: Path = PACKAGE) -> Iterator[Fault]:
    """What is wrong with the folder's catalogues, measured against the messages of its sources."""
    room = folder.relative_to(package).as_posix()
    for language in LANGUAGES:
        path = folder / "locale" / language / DOMAIN
        name = path.relative_to(package).as_posix()
        must_be_complete = _must_be_complete(room, language)
        if not path.exists():
            if must_be_complete and len(messages):
                yield Fault(name, f"{len(messages)} messages", "no catalogue")
            continue
        try:
            catalogue = polib.pofile(str(path))
        except (OSError, ValueError) as error:
            yield Fault(name, str(error), "unreadable")
            continue
        known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
        yield from _wrong_placeholders(name, known.values())
        if must_be_complete:
            yield from _incomplete(name, messages, known)


def _must_be_complete(room: str, language: str) -> bool:
    if room in COMPLETE_EVERYWHERE:
        return language != SOURCE_LANGUAGE
    return room not in STAFF_PACKAGES and language in COMPLETE_LANGUAGES


def _incomplete(name: str, messages: polib.POFile, known: dict[tuple[str | None, str], polib.POEntry]) -> Iterator[Fault]:
    for message in messages:
        entry = known.get((message.msgctxt, message.msgid))
        if entry is None:
            yield Fault(name, message.msgid, "missing")
        elif entry.fuzzy:
            yield Fault(name, message.msgid, "fuzzy")
        elif not entry.translated():
            yield Fault(name, message.msgid, "untranslated")


def _wrong_placeholders(name: str, entries: Iterable[polib.POEntry]) -> Iterator[Fault]:
    """A plural form may leave a placeholder out (Arabic says "one job", not "1 job"), never invent one."""
    for entry in entries:
        if entry.fuzzy:
            continue
        wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        translated = [set(PLACEHOLDER.findall(form)) for form in forms if form]
        if not translated:
            continue
        lost = wanted - set.union(*translated)
        invented = set.union(*translated) - wanted
        if lost or invented:
            listed = ", ".join(sorted(lost | invented))
            yield Fault(name, entry.msgid, f"placeholder differs ({listed})")


def _header(language: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "OpenPES",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
