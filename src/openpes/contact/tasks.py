"""What the worker sends. A row of the outbox may come twice; a message goes once."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from openpes.base import clock, countrypack
from openpes.base.locking import write
from openpes.contact import rules
from openpes.contact.enums import MessageState
from openpes.contact.models import ContactCode, ContactPoint, Message
from openpes.people.models import Account
from openpes.trust.keys import decrypt


def _service_name() -> str:
    return countrypack.current().service_names.in_language(translation.get_language() or settings.LANGUAGE_CODE)


def _door(message: Message) -> rules.Point | None:
    if message.account is not None:
        return rules.Point("email", message.account.email, verified=True)
    points = [
        rules.Point(p.kind, p.address, p.verified_at is not None, p.shared, p.preferred, p.bounced_at is not None)
        for p in ContactPoint.objects.filter(person_id=message.person_id, ended_at=None)
    ]
    account = Account.objects.filter(person_id=message.person_id, is_active=True).order_by("date_joined").first()
    return rules.best_email(points, account.email if account else "")


def _body(message: Message, point: rules.Point) -> tuple[str, str]:
    """Subject and text of the e-mail. Content that may not leave stays behind the link."""
    address = f"{settings.SITE_URL}{message.link or '/me/messages/'}"
    name = _service_name()
    if rules.may_carry_text(message.sensitivity, point):
        subject = decrypt(message.subject_id, message.subject_sealed)
        text = decrypt(message.subject_id, message.text_sealed)
        return subject, f"{text}\n\n{address}\n\n{name}"
    said = _("There is a message for you. Sign in to read it:")
    return _("You have a message"), f"{said}\n\n{address}\n\n{name}"


def send_message(payload: dict[str, Any], key: str) -> None:
    """Send word of one message by e-mail, if a door is known; else it waits in the inbox.

    Marked as sent after sending: a process killed between the two sends again, with the same Message-ID.
    """
    message = Message.objects.select_related("account", "person").filter(pk=payload["message_id"]).first()
    if message is None or message.state != MessageState.WAITING:
        return
    point = _door(message)
    if point is not None:
        with translation.override(message.language):
            subject, text = _body(message, point)
            headers = {"Message-ID": f"<{message.pk}@{settings.EMAIL_DOMAIN}>"}
            EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [point.address], headers=headers).send()
    with write():
        Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(
            state=MessageState.SENT, channel="email" if point else "web", sent_at=clock.now()
        )


def send_code(payload: dict[str, Any], key: str) -> None:
    """Send a code that proves an address."""
    row = ContactCode.objects.select_related("point__person").filter(pk=payload["code_id"], used_at=None).first()
    if row is None or row.expires_at < clock.now():
        return
    code = decrypt(row.point.person_id, bytes.fromhex(payload["sealed"]))
    with translation.override(row.point.language or row.point.person.language):
        text = _("Your code is %(code)s. It is good for 15 minutes. If you did not ask for it, you need not do anything.")
        body = f"{text % {'code': code}}\n\n{_service_name()}"
        EmailMessage(_("Your code"), body, settings.DEFAULT_FROM_EMAIL, [row.point.address]).send()


def forget_old_codes() -> None:
    """Codes that ran out are deleted."""
    with write():
        ContactCode.objects.filter(expires_at__lt=clock.now()).delete()
