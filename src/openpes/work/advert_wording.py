"""Words in adverts that shut people out by sex, age, origin, family, belief or looks, and words that ask workers for money.

Pure: text in, findings out. A pattern says that a person should look, it never decides about a person.
Grounds: ILO Convention 111, Article 1 (sex, origin, religion, opinion, colour), and the grounds that most labour codes add under
Article 1 (1) b (age, family state, disability). Fees: ILO Convention 181, Article 7. Adverts in English, French, Spanish, Arabic
and Swahili are read; other languages are read by the officer only.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_READ = 60_000
C111 = "ILO C111, 1"
C181 = "ILO C181, 7"


@dataclass(frozen=True, slots=True)
class Wording:
    """A ground and the words that were found, as they stand in the advert."""

    ground: str
    words: str
    citation: str


_PEOPLE = r"(?:candidates?|applicants?|persons?|people|staff|workers?|employees?)"
_WOMEN_MEN = r"(?:males?|females?|m[ae]n|wom[ae]n|boys?|girls?|lad(?:y|ies)|gentlem[ae]n)"
_GROUNDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "sex",
        (
            rf"\b{_WOMEN_MEN} (?:only|preferred|wanted|needed|required|candidates?|applicants?)\b",
            rf"\b(?:only|preferably|must be an?|looking for an?|we want an?) (?:young )?{_WOMEN_MEN}\b(?! and (?:fe)?male)",
            r"\b(?:salesgirls?|office boys?|office girls?|handyman wanted|barmaids?|tea lad(?:y|ies)|housewi(?:fe|ves))\b",
            r"\bgender ?: ?(?:fe)?male\b|\bsex ?: ?(?:fe)?male\b",
            r"\b(?:femmes|hommes) (?:uniquement|seulement|de préférence)\b|\bsexe (?:féminin|masculin)\b",
            r"\b(?:sólo|solo|solamente|preferiblemente) (?:mujeres|hombres|señoritas?)\b|\bsexo (?:femenino|masculino)\b",
            r"للرجال فقط|للنساء فقط|للذكور فقط|للإناث فقط|الجنس ?: ?(?:ذكر|أنثى)",
            r"\b(?:wanawake|wanaume|wasichana|wavulana) (?:tu|pekee)\b",
        ),
    ),
    (
        "age",
        (
            r"(?<!adults )(?<!people )(?<!patients )(?<!clients )(?<!those )(?<!persons )"
            r"\b(?:aged?|ages?|age limit|between) ?:? ?(?:of )?(?:1[6-9]|[2-6]\d) ?(?:-|–|to|and) ?(?:2\d|[3-6]\d)\b"
            r"(?! ?(?:hours|days|%|per ?cent|minutes|months|weeks|clients|patients|residents|miles|km|staff|people|k\b))",
            r"\b(?:max(?:imum)?\.? age|upper age limit|age limit)\b",
            r"\b(?:under|below|younger than|not older than|no older than|not over|over|above|older than)"
            r" (?:the age of )?[2-6]\d (?:years? (?:of age|old)|years old)\b",
            rf"\byoung (?:{_WOMEN_MEN}|{_PEOPLE}) (?:wanted|needed|only|preferred|required)\b|\byoung team\b",
            r"\b(?:young|youthful)(?:,)? (?:and )?(?:energetic|dynamic|vibrant|attractive)\b",
            r"\b(?:recent|new|fresh) graduates? only\b|\bdigital natives?\b",
            r"\bâge (?:maximum|limite)\b|\bmoins de [2-6]\d ans\b|\bjeune(?:s)? (?:et )?dynamiques?\b",
            r"\bedad (?:máxima|límite)\b|\b(?:menor|menores) de [2-6]\d años\b|\bentre (?:1[89]|[2-5]\d) y [2-6]\d años\b",
            r"العمر (?:لا يزيد|لا يتجاوز|بين)|السن (?:لا يزيد|لا يتجاوز|بين)",
            r"\bumri (?:usiozidi|chini ya|kati ya)\b",
        ),
    ),
    (
        "origin",
        (
            r"\bnative(?:[- ]level)? (?:[a-z]+ )?speakers?\b|\bmother[- ]tongue (?:speakers?|only)\b",
            r"\b(?:nationals?|citizens?|locals?|whites?|blacks?|europeans?|asians?|africans?|arabs?) (?:only|preferred)\b",
            r"\b(?:only|preferably) (?:nationals|citizens|locals|europeans|asians|africans|arabs|westerners)\b",
            r"\bno (?:foreigners|immigrants|migrants|refugees)\b",
            r"\blangue maternelle\b|\bnationaux uniquement\b|\bde nationalité [a-zéèç]+ uniquement\b",
            r"\blengua materna\b|\bsólo nacionales\b|\bsolo nacionales\b|\bno extranjeros\b",
            r"للمواطنين فقط|لا نقبل الأجانب|اللغة الأم",
            r"\braia (?:tu|pekee)\b|\bkabila\b",
        ),
    ),
    (
        "family",
        (
            r"\b(?:unmarried|childless|no children|without children|not pregnant|single) (?:wom[ae]n|females?|only|candidates?)\b",
            r"\b(?:must be|should be|preferably) (?:unmarried|single|married|childless|without children)\b",
            r"\bmarital status ?: ?(?:single|married|unmarried)\b",
            r"\b(?:célibataire|sans enfants?) (?:uniquement|de préférence|exigé)\b|\bsin hijos\b|\bsoltera\b",
            r"غير متزوج|أعزب فقط|عزباء",
            r"\bhajaolewa\b|\basiyeolewa\b",
        ),
    ),
    (
        "belief",
        (
            r"\b(?:christians?|muslims?|hindus?|jews?|buddhists?|catholics?|protestants?) (?:only|preferred|candidates?)\b",
            r"\bmust be (?:an? )?(?:practising |born[- ]again )?(?:christian|muslim|hindu|jew|catholic)\b",
            r"\b(?:non[- ]union|not (?:be )?(?:a )?members? of (?:a|any) (?:trade )?unions?)\b",
            r"مسلم فقط|مسيحي فقط",
            r"\b(?:wakristo|waislamu) (?:tu|pekee)\b",
        ),
    ),
    (
        "looks",
        (
            r"\b(?:attractive|good[- ]looking|pretty|handsome|slim|well[- ]groomed) "
            r"(?:appearance|wom[ae]n|lad(?:y|ies)|girls?|females?|candidates?)\b",
            r"\b(?:enclose|attach|include|send|with) (?:an? |your )?(?:recent )?(?:passport[- ]size )?photo(?:graph)?s?\b",
            r"\bavec photo\b|\bbonne présentation exigée\b|\bbuena presencia\b|\bcon (?:foto|fotografía)\b",
            r"حسنة المظهر|حسن المظهر|صورة شخصية",
            r"\bmwenye sura nzuri\b",
        ),
    ),
    (
        "health",
        (
            r"\bable[- ]bodied\b|\b(?:no|without) disabilit(?:y|ies)\b|\bnot disabled\b|\bperfect health\b|\bHIV[- ]negative\b",
            r"\bvalides? uniquement\b|\bsin discapacidad\b",
            r"سليم جسديا|خال من الإعاقة",
            r"\basiye na ulemavu\b",
        ),
    ),
)
_FEES: tuple[str, ...] = (
    r"\b(?:candidates?|applicants?|workers?|jobseekers?|you) (?:must|should|shall|need to|have to|are required to|will)"
    r" (?:first )?(?:pay|send|transfer|deposit)\b(?! (?:attention|by|regard|tribute))[^.\n]{0,60}"
    r"\b(?:fees?|deposit|money|airtime|amount|charges?|bond|payment)\b",
    r"\bpay (?:an? |the |your )?(?:[a-z]+ )?(?:registration|processing|application|placement|recruitment|training|visa|agency"
    r"|enrol?ment|interview|uniform) (?:fees?|charges?|deposit)\b",
    r"\b(?:refundable|security|non-refundable) (?:registration |application )?(?:deposit|fee)\b",
    r"\b(?:registration|processing|application|placement|recruitment|interview) fees?(?: of| is|:) ?[^a-z\s]{0,4} ?\d",
    r"\b(?:western union|moneygram|m-?pesa|airtel money|gift cards?)\b[^.\n]{0,60}\b(?:fee|deposit|before|interview)\b",
    r"\bfrais (?:d'inscription|de dossier|de recrutement)[^.\n]{0,30}(?:à (?:payer|verser)|obligatoires)",
    r"\b(?:debe|deberá|tiene que) (?:pagar|abonar|depositar)\b",
    r"(?:دفع|تحويل|ارسال|إرسال) (?:رسوم|مبلغ|تأمين)|رسوم (?:التسجيل|التوظيف|المقابلة)",
    r"\b(?:lipa|tuma|lipia) (?:ada|pesa|kiingilio)\b|\bada ya (?:usajili|maombi)\b",
)
_NOT_ASKED = re.compile(
    r"\b(?:no|not|never|nobody|without|free|reimburse[ds]?|refund(?:ed)? by us|we (?:will )?(?:pay|cover)|"
    r"(?:paid|covered|met) by (?:us|the (?:employer|trust|company|council))|employer pays|don't|doesn't|won't|"
    r"pas|aucun|sans|ningún|sin|gratis|بدون|لا|bila|bure)\b"
)
_COMPILED = tuple((ground, re.compile("|".join(patterns), re.IGNORECASE)) for ground, patterns in _GROUNDS)
_FEE = re.compile("|".join(_FEES), re.IGNORECASE)


def _plain(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text[:MAX_READ])).replace("’", "'")


def excluding_words(text: str) -> list[Wording]:
    """Words that may shut people out, one entry per ground, in the order of the list above."""
    plain = _plain(text)
    found = []
    for ground, pattern in _COMPILED:
        match = pattern.search(plain)
        if match:
            found.append(Wording(ground, match.group(0).strip()[:120], C111))
    return found


def fee_words(text: str) -> list[Wording]:
    """Sentences that ask the worker for money, at most three. A sentence that says no fee is asked is not one of them."""
    found = []
    for sentence in re.split(r"(?<=[.!?؟])\s|\n+", _plain(text)):
        if _FEE.search(sentence) and not _NOT_ASKED.search(sentence.casefold()):
            found.append(Wording("fee", sentence.strip()[:160], C181))
    return found[:3]
