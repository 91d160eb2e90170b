"""What the people room holds about a person, and how it is erased."""

import uuid
from typing import Any

from openpes.people.models import ApiToken, Person
from openpes.trust.keys import decrypt


def export_subject(person_id: uuid.UUID) -> dict[str, Any]:
    """Names, birth, papers, addresses, registrations, keys for programs, target groups as plain values."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return {}
    return {
        "reference": person.reference,
        "birth_year": person.birth_year,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "language": person.language,
        "names": list(person.names.values("kind", "given", "family", "only_name", "valid_from", "valid_until")),
        "documents": [
            {"type": d.type, "issuer": d.issuer, "number": decrypt(person_id, d.number_sealed), "valid_until": d.valid_until}
            for d in person.documents.all()
        ],
        "addresses": [
            {
                "place": a.place.name if a.place else "",
                "line": decrypt(person_id, a.line_sealed),
                "valid_from": a.valid_from,
                "valid_until": a.valid_until,
            }
            for a in person.addresses.select_related("place")
        ],
        "registrations": list(
            person.registrations.values(
                "reference", "status", "state", "effective_from", "effective_until", "end_reason", "organisation__name"
            )
        ),
        "keys_for_programs": list(
            ApiToken.objects.filter(account__person=person).values(
                "name", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"
            )
        ),
        "target_groups": list(person.target_groups.values("group__code", "declared_at", "withdrawn_at")),
    }


def erase_subject(person_id: uuid.UUID) -> int:
    """Blank the person's facts; spells stay for statistics without a name. Returns rows touched."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return 0
    count = sum(
        rows.delete()[0]
        for rows in (
            person.names.all(),
            person.name_tokens.all(),
            person.documents.all(),
            person.addresses.all(),
            person.target_groups.all(),
            ApiToken.objects.filter(account__person=person),
        )
    )
    person.display_name = person.folded_name = ""
    person.birth_year = person.birth_date = None
    person.sex = ""
    person.save(update_fields=["display_name", "folded_name", "birth_year", "birth_date", "sex"])
    return count + 1
