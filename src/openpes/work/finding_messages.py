"""What a finding of the rules says to the person who typed it, in plain words with the rule."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base.money import Money
from openpes.work.enums import PayPeriod
from openpes.work.rules import Finding

_TEXTS = {
    "pay_below_minimum": gettext_lazy(
        "The pay is below the legal minimum of %(amount)s. Please raise it: below the minimum we cannot publish the vacancy."
    ),
    "pay_other_currency": gettext_lazy(
        "The pay is in another currency (%(currency)s). An officer compares it with the minimum wage."
    ),
    "pay_period_missing": gettext_lazy("Please say what period the pay is for: an hour, a day, a week, a month or a year."),
    "pay_hours_missing": gettext_lazy("Please say how many hours a week, so that the pay can be compared with the minimum wage."),
    "requirement_without_reason": gettext_lazy(
        "Please say in a few words why the job needs this. Without a reason tied to the job we cannot use it as a filter."
    ),
    "fee_asked": gettext_lazy("Nobody may ask a worker for money for a job. We do not publish a vacancy that does."),
    "fee_words": gettext_lazy(
        "This reads as if the worker has to pay: “%(words)s”. Nobody may ask a worker for money for a job. "
        "Please change the sentence."
    ),
    "wording_sex": gettext_lazy(
        "“%(words)s” may shut out women or men. Say what the job needs instead. If you keep it, an officer decides."
    ),
    "wording_age": gettext_lazy(
        "“%(words)s” may shut people out by age. Say what the job needs instead. If you keep it, an officer decides."
    ),
    "wording_origin": gettext_lazy(
        "“%(words)s” may shut people out by origin. Name the language level or the permit that the job needs instead. "
        "If you keep it, an officer decides."
    ),
    "wording_family": gettext_lazy(
        "“%(words)s” asks about family life. Please leave it out. If you keep it, an officer decides."
    ),
    "wording_belief": gettext_lazy(
        "“%(words)s” asks about belief or union membership. Please leave it out. If you keep it, an officer decides."
    ),
    "wording_looks": gettext_lazy("“%(words)s” asks about looks. Please leave it out. If you keep it, an officer decides."),
    "wording_health": gettext_lazy(
        "“%(words)s” may shut out people with a disability. Say what the job needs instead. If you keep it, an officer decides."
    ),
}


def say(finding: Finding) -> str:
    """The message of a finding in the active language, with the paragraph at the end when there is one."""
    params = dict(finding.params)
    if finding.code == "pay_below_minimum":
        money = Money(params["minor"], params["currency"])
        params["amount"] = f"{money.major} {params['currency']} {PayPeriod(params['period']).label}"
    text = str(_TEXTS[finding.code]) % params
    return _("%(text)s (%(rule)s)") % {"text": text, "rule": finding.citation} if finding.citation else text
