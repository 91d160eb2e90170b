"""Invented names: syllables put together, in Latin, Arabic, Cyrillic and Devanagari script. No name is taken
from a real person; a syllable has the same sound in both of its spellings, so that the two scripts agree."""

import random

from .values import Name

Syllables = tuple[tuple[str, str], ...]

ARABIC_GIVEN_START: Syllables = (
    ("Sa", "سا"), ("No", "نو"), ("Ri", "ري"), ("Ma", "ما"), ("Li", "لي"), ("Da", "دا"), ("Ha", "ها"),
    ("Ta", "تا"), ("Za", "زا"), ("Ya", "يا"), ("Ka", "كا"), ("Wa", "وا"), ("Fa", "فا"), ("Sha", "شا"),
)  # fmt: skip
ARABIC_GIVEN_MAN: Syllables = (
    ("mar", "مار"), ("din", "دين"), ("sim", "سيم"), ("wan", "وان"), ("rif", "ريف"), ("heel", "هيل"),
    ("zan", "زان"), ("bir", "بير"), ("dil", "ديل"),
)  # fmt: skip
ARABIC_GIVEN_WOMAN: Syllables = (
    ("mira", "ميرا"), ("laya", "لايا"), ("nour", "نور"), ("rina", "رينا"), ("dira", "ديرا"), ("sima", "سيما"),
    ("wadi", "وادي"), ("heen", "هين"), ("zina", "زينا"),
)  # fmt: skip
ARABIC_FAMILY_START: Syllables = (
    ("al-Ba", "البا"), ("al-Na", "النا"), ("al-Ra", "الرا"), ("al-Ga", "الغا"), ("al-Ha", "الها"),
    ("al-Da", "الدا"), ("Bin Ka", "بن كا"), ("Bin Sa", "بن سا"),
)  # fmt: skip
ARABIC_FAMILY_END: Syllables = (
    ("roudi", "رودي"), ("zimi", "زيمي"), ("louni", "لوني"), ("tari", "تاري"), ("hibi", "هيبي"),
    ("wari", "واري"), ("sani", "ساني"), ("qouri", "قوري"), ("daoui", "داوي"),
)  # fmt: skip
CYRILLIC_GIVEN: Syllables = (
    ("Ve", "Ве"), ("Do", "До"), ("Mi", "Ми"), ("La", "Ла"), ("Ro", "Ро"), ("Ta", "Та"), ("Ne", "Не"),
)  # fmt: skip
CYRILLIC_END: Syllables = (("ran", "ран"), ("dor", "дор"), ("lina", "лина"), ("sava", "сава"), ("mir", "мир"))
CYRILLIC_FAMILY: Syllables = (("Torv", "Торв"), ("Belk", "Белк"), ("Zarn", "Зарн"), ("Krel", "Крел"))
CYRILLIC_FAMILY_END: Syllables = (("enko", "енко"), ("ati", "ати"), ("uni", "уни"), ("aro", "аро"))
DEVANAGARI_GIVEN: Syllables = (("Ka", "का"), ("Ri", "री"), ("Ma", "मा"), ("Su", "सु"), ("Ta", "ता"), ("De", "दे"))
DEVANAGARI_END: Syllables = (("ran", "रन"), ("mila", "मिला"), ("van", "वन"), ("lata", "लता"), ("dip", "दीप"))
DEVANAGARI_FAMILY: Syllables = (("Bar", "बर"), ("Tam", "तम"), ("Gul", "गुल"), ("Ras", "रस"))
DEVANAGARI_FAMILY_END: Syllables = (("wani", "वानी"), ("oli", "ओली"), ("kari", "कारी"), ("deni", "देनी"))

LATIN: dict[str, dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "coast": {
        "man": (("Ed", "Tor", "Hal", "Wil", "Bram", "Col", "Jor", "Ran"), ("rick", "wen", "dan", "mond", "ric", "vin")),
        "woman": (("El", "Mar", "Ros", "Ann", "Win", "Cor", "Is", "Tes"), ("wyn", "ela", "ine", "dara", "mira", "lotte")),
        "family": (("Har", "Fen", "Quen", "Bran", "Ostr", "Pell", "Wex", "Carr"), ("grove", "mouth", "by", "ley", "el", "ow", "combe")),
    },
    "highland": {
        "man": (("Ba", "Mu", "Ju", "Ki", "Ja", "Te", "Lu"), ("raka", "tiso", "mani", "beru", "lembe", "wazo")),
        "woman": (("A", "Ne", "Zu", "Wa", "Mwa", "Re", "Sa"), ("lina", "hema", "rani", "dumi", "zola", "keta")),
        "family": (("Mto", "Ki", "Nga", "Mwe", "Pa", "Ka"), ("lemba", "wini", "resa", "tundu", "mberi", "loso")),
    },
    "east": {
        "man": (("Ra", "Fe", "Ma", "To", "Es", "Lo", "Da"), ("mundo", "rino", "teo", "velio", "brano", "dario")),
        "woman": (("Ma", "Lu", "Te", "Ro", "Es", "Ca", "Ni"), ("riela", "zinda", "resia", "vela", "lisa", "mira")),
        "family": (("Vi", "Mo", "Za", "Or", "Que", "Ta", "Bel"), ("larez", "rando", "tero", "danza", "llano", "monte")),
    },
    "south": {
        "man": (("Gas", "Luc", "Ber", "Thi", "Rém", "Ol"), ("tin", "ien", "ault", "rand", "ard", "ivet")),
        "woman": (("Cé", "Lu", "Mar", "Syl", "Ode", "Viv"), ("rine", "cette", "geline", "viane", "lise", "ette")),
        "family": (("Beau", "Mar", "Lau", "Ver", "Cas", "Dur"), ("villard", "chéan", "rentel", "nois", "trel", "mesnil")),
    },
}  # fmt: skip
REGION_CULTURE = {
    "QS-MV": (("coast", 70), ("arabic", 12), ("highland", 10), ("south", 6), ("cyrillic", 1), ("devanagari", 1)),
    "QS-HD": (("arabic", 86), ("coast", 8), ("south", 6)),
    "QS-KB": (("highland", 88), ("coast", 9), ("arabic", 3)),
    "QS-LN": (("coast", 80), ("south", 12), ("cyrillic", 5), ("devanagari", 3)),
    "QS-ZT": (("east", 84), ("coast", 10), ("arabic", 6)),
    "QS-SB": (("south", 64), ("coast", 26), ("east", 10)),
    "QS-TV": (("highland", 50), ("coast", 40), ("east", 10)),
}
OTHER_CULTURES = (("coast", 50), ("arabic", 25), ("highland", 25))


def culture_of(rng: random.Random, region: str) -> str:
    """A family of sounds, drawn by region."""
    cultures = REGION_CULTURE.get(region, OTHER_CULTURES)
    return rng.choices([c for c, _ in cultures], [w for _, w in cultures])[0]


def _pair(rng: random.Random, start: Syllables, end: Syllables) -> tuple[str, str]:
    a, b = rng.choice(start), rng.choice(end)
    return a[0] + b[0], a[1] + b[1]


def _latin(rng: random.Random, culture: str, part: str) -> str:
    start, end = LATIN[culture][part]
    return rng.choice(start) + rng.choice(end)


def person_names(rng: random.Random, culture: str, sex: str) -> tuple[Name, ...]:
    """One name in Latin script, with the other script where the culture writes one. About 4 in 100 people,
    and 12 in 100 in the highlands, have one name only."""
    woman = sex == "female"
    if culture == "arabic":
        given = _pair(rng, ARABIC_GIVEN_START, ARABIC_GIVEN_WOMAN if woman else ARABIC_GIVEN_MAN)
        family = _pair(rng, ARABIC_FAMILY_START, ARABIC_FAMILY_END)
        return Name("Arab", given[1], family[1]), Name("Latn", given[0], family[0])
    if culture == "cyrillic":
        given, family = _pair(rng, CYRILLIC_GIVEN, CYRILLIC_END), _pair(rng, CYRILLIC_FAMILY, CYRILLIC_FAMILY_END)
        return Name("Latn", given[0], family[0]), Name("Cyrl", given[1], family[1])
    if culture == "devanagari":
        given = _pair(rng, DEVANAGARI_GIVEN, DEVANAGARI_END)
        family = _pair(rng, DEVANAGARI_FAMILY, DEVANAGARI_FAMILY_END)
        return Name("Latn", given[0], family[0]), Name("Deva", given[1], family[1])
    first = _latin(rng, culture, "woman" if woman else "man")
    if rng.random() < (0.12 if culture == "highland" else 0.02):
        return (Name("Latn", only=first),)
    return (Name("Latn", first, _latin(rng, culture, "family")),)


def contact_name(rng: random.Random, region: str) -> str:
    """A full name in Latin script, for a contact of an employer."""
    names = person_names(rng, culture_of(rng, region), rng.choice(("female", "male")))
    latin = [name for name in names if name.script == "Latn"]
    return str(latin[0])
