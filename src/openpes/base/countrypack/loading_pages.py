"""Content pages: one Markdown file per page and language, content/<language>/<slug>.md."""

import tomllib

from .fields import CODE, Record
from .model import AUDIENCES, Page
from .sources import PackFiles, front_matter, lines_of_keys

FOLDER = "content"
HEAD_EXAMPLE = 'Start the file with a line +++, then title = "…", summary = "…", then +++.'


def read_pages(files: PackFiles, languages: tuple[str, ...], complete: tuple[str, ...], groups: set[str]) -> tuple[Page, ...]:
    """Every page; notes a problem for a page that a complete language lacks."""
    pages: list[Page] = []
    root = files.folder / FOLDER
    for path in sorted(root.glob("*/*.md")):
        file = path.relative_to(files.folder).as_posix()
        language = path.parent.name
        if language not in languages:
            files.note(file, 1, f"'{language}' is no language of this pack.", "Add it to 'languages' in pack.toml.")
            continue
        page = _page(files, file, path.stem, language, groups)
        if page:
            pages.append(page)
    slugs = {page.slug for page in pages if page.language == "en"}
    for language in complete:
        have = {page.slug for page in pages if page.language == language}
        for slug in sorted(slugs - have):
            if not (root / language / f"{slug}.md").exists():
                files.note(
                    f"{FOLDER}/{language}/{slug}.md",
                    1,
                    "The page is missing.",
                    f"Translate {FOLDER}/en/{slug}.md, or take '{language}' out of 'complete_languages'.",
                )
    if not slugs and not files.problems:
        files.note(f"{FOLDER}/en", 1, "There are no pages in English.", "Copy them from packs/demo.")
    return tuple(sorted(pages, key=lambda p: (p.language, p.order, p.slug)))


def _page(files: PackFiles, file: str, slug: str, language: str, groups: set[str]) -> Page | None:
    text = files.read(file)
    if text is None:
        return None
    if not CODE.match(slug):
        files.note(file, 1, f"'{slug}' is no page name.", "Use letters, digits and '-': your-rights.md")
        return None
    parts = front_matter(text)
    if parts is None:
        files.note(file, 1, "The head of the page is missing.", HEAD_EXAMPLE)
        return None
    head, body, starts = parts
    try:
        values = tomllib.loads(head)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        files.note(file, 2, f"The head is not valid TOML: {wrong}.", HEAD_EXAMPLE)
        return None
    if not body:
        files.note(file, starts, "The page has no text.", "Write it below the second +++.")
        return None
    lines = {path: line + 1 for path, line in lines_of_keys(head).items()}
    record = Record(values, file, lambda key: lines.get((key or "",), 1), files.languages)

    def make(r: Record) -> Page:
        group = r.code("target_group", "")
        if group and group not in groups:
            raise r.fault("target_group", f"'{group}' is not in target_groups.toml.", "Correct or add it.")
        return Page(
            slug=slug,
            language=language,
            title=r.text("title", longest=160),
            summary=r.text("summary", longest=400),
            audience=r.choice("audience", AUDIENCES, "everyone"),
            order=r.integer("order", 100, most=1000),
            target_group=group,
            body=body,
        )

    return files.only(record, make)
