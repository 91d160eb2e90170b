"""Question 1.3: consent, releases, sharing, breaches, the own record, notices."""

import statistics

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from openpes.assessment.evidence import rules
from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding, at_least, share
from openpes.assessment.evidence.stored import StoredQuery
from openpes.base import countrypack
from openpes.base.clock import whole_days
from openpes.base.enums import Service
from openpes.casework.models import CaseAssignment
from openpes.people.enums import Collectable, OrganisationKind
from openpes.people.models import Person, TargetGroupMembership
from openpes.trust.enums import ConsentState, LegalBasis
from openpes.trust.models import Consent, ErasureRequest, Purpose, PurposeWording

OF_GROUPS, OF_PARTNERS = "target_group_data", "share_with_partner"
PARTNERS = (OrganisationKind.PARTNER, OrganisationKind.PARTNER_OFFICE)


def _last_word(purpose: str, person: str) -> Subquery:
    """The newest entry of the ledger for a purpose and the person in field ``person``."""
    entries = Consent.objects.filter(person_id=OuterRef(person), purpose__code=purpose, purpose__basis=LegalBasis.CONSENT)
    return Subquery(entries.order_by("-at", "-pk").values("state")[:1])


def _with_consent(rows: QuerySet, purpose: str) -> tuple[int, int]:
    """(rows whose person's last word is yes, all rows)."""
    return rows.annotate(word=_last_word(purpose, "person_id")).filter(word=ConsentState.GIVEN).count(), rows.count()


def consent(records: Records, limits: Limits) -> Finding:
    """Group declarations and records shared with partners that rest on consent: whose person's last word is yes?"""
    span = records.span
    groups = TargetGroupMembership.objects.filter(
        withdrawn_at__isnull=True, group__collectable=Collectable.CONSENT, declared_at__lte=whole_days(span.until, span.until)[1],
        person__synthetic=span.synthetic,
    )  # fmt: skip
    shared = CaseAssignment.objects.filter(
        valid_until__isnull=True, valid_from__lte=span.until, organisation__kind__in=PARTNERS, synthetic=span.synthetic
    )
    agreed_groups, groups_all = _with_consent(groups, OF_GROUPS)
    agreed_shared, shared_all = _with_consent(shared, OF_PARTNERS)
    counts = {
        "group_declarations": groups_all, "of_them_with_consent": agreed_groups, "shared_with_partners": shared_all,
        "shared_with_consent": agreed_shared,
    }  # fmt: skip
    return share(
        agreed_groups + agreed_shared, groups_all + shared_all, percent=limits["consent.share"], base=limits["consent.base"],
        counts=counts,
    )  # fmt: skip


def releases(records: Records, limits: Limits) -> Finding:
    """Tables that left the house, and how many of them had passed the suppression of small cells."""
    found = records.ledger("releases")
    if found is None:
        return rules.NO_LEDGER
    counts = {"releases": found.get("releases", 0), "tested": found.get("tested", 0)}
    return share(counts["tested"], counts["releases"], percent=limits["drill.share"], base=1, counts=counts)


def sharing(records: Records, limits: Limits) -> Finding:
    found = records.ledger("sharing")
    if found is None:
        return rules.NO_LEDGER
    counts = {"shared": found.get("shared", 0), "without_agreement": found.get("without_agreement", 0)}
    agreed = counts["shared"] - counts["without_agreement"]
    return share(agreed, counts["shared"], percent=limits["drill.share"], base=1, counts=counts)


def breaches(records: Records, limits: Limits) -> Finding:
    """Notices in time, or an exercise: a service without a breach proves its protocol by practising it."""
    found = records.ledger("breaches")
    if found is None:
        return rules.NO_LEDGER
    counts = {name: found.get(name, 0) for name in ("breaches", "late_notices", "drills")}
    if counts["late_notices"]:
        return Finding("below", counts)
    return at_least(counts["breaches"] + counts["drills"], limits["records.least"], counts)


def own_record(records: Records, limits: Limits) -> Finding:
    """How often people used their own record, and how long requests about it waited."""
    span = records.span
    uses = records.contacts_with(Service.OWN_RECORD)
    own = Person.objects.filter(pk=OuterRef("person_id"), synthetic=span.synthetic)
    decided = ErasureRequest.objects.filter(Exists(own), decided_at__range=whole_days(span.since, span.until))
    days = [(done - asked).days for asked, done in decided.values_list("asked_at", "decided_at") if done]
    counts = {"uses": uses, "requests_answered": len(days)}
    if days:
        counts["median_days"] = round(statistics.median(days))
    if counts.get("median_days", 0) > limits["own_record.days"]:
        return Finding("below", counts)
    return at_least(uses, limits["own_record.least"], counts)


def notices(records: Records, _limits: Limits) -> Finding:
    """Purposes that people were asked about, and those of them that have a notice in words in force."""
    span = records.span
    asked = Consent.objects.filter(at__range=whole_days(span.since, span.until), synthetic=span.synthetic)
    used = set(Purpose.objects.filter(pk__in=asked.order_by().values("purpose_id")).values_list("code", flat=True))
    worded = set(
        PurposeWording.objects.filter(purpose__code__in=used, in_force_from__lte=span.until).values_list(
            "purpose__code", flat=True
        )
    )
    worded |= {p.code for p in countrypack.current().purposes if p.code in used and p.wordings}
    counts = {"purposes": len(used), "with_a_notice": len(worded), "notices_shown": asked.count()}
    return share(len(worded), len(used), percent=100, base=1, counts=counts)


_OUTSIDE = _("Whatever is passed on outside this system.")
QUERIES = (
    StoredQuery(
        "q1_3.consent", "protection.consent", 1,
        _("Declared target groups and records shared with partners: how many have the person's consent in force?"),
        _("Whether the law demands consent."), consent, ("consent.share", "consent.base"), whole=True,
    ),
    StoredQuery(
        "q1_3.anonymisation", "protection.releases", 1,
        _("Statistics that left the service in the period, and those in which small numbers were hidden first"),
        _("Figures that somebody copied out by hand."), releases, ("drill.share",),
    ),
    StoredQuery(
        "q1_3.third_party_sharing", "protection.sharing", 1, _("Data given to others in the period, and whether an agreement was in force"),
        _OUTSIDE, sharing, ("drill.share",),
    ),
    StoredQuery(
        "q1_3.breach_notification", "protection.breaches", 1, _("Data breaches with their notices, and exercises, in the period"),
        _("No breach proves nothing: an exercise does."), breaches, ("records.least",),
    ),
    StoredQuery(
        "q1_3.own_record_access", "protection.own_record", 1,
        _("Uses of the own record by clients in the period, and how long requests about own data waited"),
        _("Requests on paper that nobody entered."), own_record, ("own_record.least", "own_record.days"),
    ),
    StoredQuery(
        "q1_3.transparency", "protection.notices", 1,
        _("Purposes that people were told about in the period, and those with a notice in force"),
        _("Whether people understood the notice."), notices, whole=True,
    ),
)  # fmt: skip
