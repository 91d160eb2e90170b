"""`./pes grant administrator EMAIL`: the first administrator of a country without people; everybody else gets roles on the pages."""

import argparse

from openpes.console.output import PlainError, emit, say

HELP = "Make somebody administrator: the way into a country that has no people yet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="address that the person signs in with")
    parser.add_argument("--name", default="", help="name of the person, for a new account")
    parser.add_argument("--organisation", metavar="CODE", default="", help="part of the tree (default: all of it)")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from openpes.base.actor import SYSTEM
    from openpes.base.errors import ActionError
    from openpes.people.actions.organisation import grant_role_by_email
    from openpes.people.enums import Role
    from openpes.people.models import Organisation

    try:
        validate_email(options.email)
    except ValidationError:
        raise PlainError(f"{options.email} is no e-mail address. Write it like name@example.org") from None
    wanted = Organisation.objects.filter(code=options.organisation) if options.organisation else Organisation.objects
    organisation = wanted.order_by("path").first()
    if organisation is None:
        raise PlainError("There is no such organisation yet. Start the service once (./pes up), or check the code.")
    try:
        grant_role_by_email(
            actor=SYSTEM,
            email=options.email,
            organisation=organisation,
            role=Role.ADMINISTRATOR,
            display_name=options.name,
            reason="First administrator, given on the command line",
        )
    except ActionError as error:
        hint = " Add --name NAME." if error.field == "display_name" else ""
        raise PlainError(f"{error}{hint}") from error
    if options.json:
        emit({"email": options.email, "organisation": organisation.code, "role": Role.ADMINISTRATOR.value})
        return 0
    say(f"{options.email} is administrator of {organisation.name}.")
    say("They sign in with a code by e-mail and are then asked to set up a second factor.")
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        say(f"No mail server is set (OPENPES_SMTP_HOST, OPENPES_EMAIL_BACKEND): mails are files in {settings.EMAIL_FILE_PATH}.")
    return 0
