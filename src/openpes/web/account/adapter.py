"""How accounts are made and how the sign-in program writes to people."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts know the language they were made in; a mail server that is down gives a sentence, not an error page."""

    def new_user(self, request: HttpRequest) -> Any:
        account = super().new_user(request)
        account.language = request.LANGUAGE_CODE
        return account

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as problem:
            log.warning("mail not sent: %s", type(problem).__name__)
            messages.error(self.request, _("Our mail does not work at the moment. Please try again later or call us."))
