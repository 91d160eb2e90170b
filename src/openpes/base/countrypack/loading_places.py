"""Places and the organisation tree of a pack."""

from collections import Counter
from collections.abc import Iterable

from .calendar import opening_hours
from .fields import Localised, Record
from .model import ORGANISATION_KINDS, PLACE_LEVELS, Organisation, Place
from .sources import PackFiles

PLACES = "places.csv"
PLACE_COLUMNS = ("code", "level", "parent", "name", "alternatives", "latitude", "longitude", "population")
ORGANISATIONS = "organisations.csv"
ORGANISATION_COLUMNS = (
    "code", "kind", "parent", "name_en", "town", "address_en", "latitude", "longitude", "opening_hours",
    "phone", "email", "accessibility_en", "languages", "catchment",
)  # fmt: skip
PARENT_LEVEL = {"region": "", "district": "region", "town": "district"}
PARENT_KINDS = {
    "country": ("",),
    "agency": ("country",),
    "directorate": ("agency", "country"),
    "office": ("directorate", "agency", "country"),
    "partner": ("country", "agency"),
    "partner_office": ("partner",),
}


def _coordinates(r: Record) -> tuple[float | None, float | None]:
    if not r.has("latitude") and not r.has("longitude"):
        return None, None
    return r.number("latitude", least=-90, most=90), r.number("longitude", least=-180, most=180)


def read_places(files: PackFiles) -> tuple[Place, ...]:
    levels: dict[str, str] = {}

    def make(r: Record) -> Place:
        level, parent, code = r.choice("level", PLACE_LEVELS), r.code("parent", ""), r.code()
        if code in levels:
            raise r.fault("code", f"The code {code} was already used.", "Give every place its own code.")
        if levels.get(parent, "") != PARENT_LEVEL[level]:
            wanted = PARENT_LEVEL[level] or "no parent"
            raise r.fault(
                "parent",
                f"{code} is a {level} below '{parent}'.",
                f"A {level} needs {wanted} as its parent, on an earlier line.",
            )
        levels[code] = level
        latitude, longitude = _coordinates(r)
        name = r.text("name", longest=120)
        names = r.localised("name", required=False)
        return Place(
            code=code,
            level=level,
            parent=parent,
            name=name,
            names=Localised({"en": name, **names}),
            alternatives=r.texts("alternatives"),
            latitude=latitude,
            longitude=longitude,
            population=r.integer("population"),
        )

    # A place keeps its own name in every language unless a column name_<language> gives another one.
    def without_promise(records: Iterable[Record]) -> Iterable[Record]:
        for record in records:
            record.languages = ()
            yield record

    return files.build(list(without_promise(files.rows(PLACES, PLACE_COLUMNS))), make)


def read_organisations(files: PackFiles, places: tuple[Place, ...]) -> tuple[Organisation, ...]:
    kinds: dict[str, str] = {"": ""}
    known = {place.code for place in places}
    towns = {place.code for place in places if place.level == "town"}

    def make(r: Record) -> Organisation:
        code, kind, parent = r.code(), r.choice("kind", ORGANISATION_KINDS), r.code("parent", "")
        if code in kinds:
            raise r.fault("code", f"The code {code} was already used.", "Give every row its own code.")
        if kinds.get(parent, "?") not in PARENT_KINDS[kind]:
            wanted = " or ".join(k or "no parent" for k in PARENT_KINDS[kind])
            raise r.fault("parent", f"{code} ({kind}) is below '{parent}'.", f"Its parent must be: {wanted}, earlier.")
        kinds[code] = kind
        town, catchment = r.code("town", ""), r.texts("catchment")
        for wanted, pool in ((town, towns), *((area, known) for area in catchment)):
            if wanted and wanted not in pool:
                raise r.fault("town", f"'{wanted}' is not in {PLACES}.", "Correct the code or add the place.")
        hours = r.text("opening_hours", "")
        try:
            opening = opening_hours(hours)
        except ValueError as wrong:
            raise r.fault(
                "opening_hours",
                f'The opening hours "{wrong}" cannot be read.',
                "Write them as: Mo-Fr 08:00-16:00; Sa 09:00-12:00",
            ) from None
        is_office = kind in ("office", "partner_office")
        latitude, longitude = _coordinates(r)
        return Organisation(
            code=code,
            kind=kind,
            parent=parent,
            names=r.localised("name"),
            town=town,
            address=r.localised("address", required=is_office),
            latitude=latitude,
            longitude=longitude,
            opening_hours=hours,
            opening=opening,
            phone=r.text("phone", ""),
            email=r.text("email", ""),
            accessibility=r.localised("accessibility", required=is_office),
            languages=r.texts("languages"),
            catchment=catchment,
        )

    made = files.build(list(files.rows(ORGANISATIONS, ORGANISATION_COLUMNS)), make)
    roots = Counter(o.kind for o in made)["country"]
    if not files.problems and roots != 1:
        files.note(ORGANISATIONS, 1, f"There are {roots} rows of kind 'country'.", "Keep exactly one.")
    return made
