"""Taking in an index."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from openpes.assessment.egov.enums import EgovIndexName
from openpes.assessment.egov.reading import Value
from openpes.assessment.models import EgovValue
from openpes.assessment.sheets.perms import require_lead
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput
from openpes.base.ids import uuid7
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.trust.audit import audit


def load_index(
    *, actor: Actor, index: str, year: int, values: Sequence[Value], source: str, synthetic: bool = False
) -> tuple[int, int]:
    """Replace the values of ``index`` for ``year`` with these; returns how many there are now and how many were replaced.

    The same file twice gives the same rows. Raises NotAllowed, InvalidInput(year, values).
    """
    require_lead(actor)
    if index not in EgovIndexName.values:
        raise InvalidInput(_("Choose one of the list."), field="index")
    if not 2001 <= year <= clock.today().year:
        raise InvalidInput(_("Give the year of the survey, from 2001 on."), field="year")
    if not values:
        raise InvalidInput(_("There are no values."), field="values")
    source = clean_line(source, 200)
    with write():
        replaced, _kinds = EgovValue.objects.filter(index=index, year=year).delete()
        now = clock.now()
        EgovValue.objects.bulk_create(
            EgovValue(
                index=index,
                year=year,
                country=v.country,
                value=v.value,
                rank=v.rank,
                source=source,
                imported_at=now,
                synthetic=synthetic,
            )
            for v in values
        )
        changes = {"index": index, "year": year, "values": len(values), "source": source}
        audit(actor=actor, act="egov.index_loaded", target=("assessment.egovvalue", uuid7()), changes=changes)
    return len(values), replaced
