"""Who does something, in which one role, through which door. Plain values; handed to every action and query."""

import uuid
from dataclasses import dataclass, field, replace

STAFF_ROLES = frozenset({"counsellor", "employer_liaison", "contact_agent", "manager", "administrator", "content_editor",
"data_protection", "security_officer"})  # fmt: skip
PARTNER_ROLES = frozenset({"partner_adviser"})
CLIENT_ROLES = frozenset({"jobseeker", "employer"})


@dataclass(frozen=True, slots=True)
class Actor:
    """One role at a time.

    role: "visitor", "system", a client role, a staff role or a partner role.
    organisation_id: where the role is held; scope_ids: that organisation and everything below it (staff and partners).
    employer_id: for the role "employer". person_id: the human being behind the account, when known.
    purpose: why a record is opened; goes into the access log.
    """

    role: str = "visitor"
    account_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    role_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None
    scope_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    employer_id: uuid.UUID | None = None
    channel: str = "web"
    language: str = "en"
    assisted: bool = False
    second_factor: bool = False
    synthetic: bool = False
    purpose: str = ""

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES

    @property
    def is_partner(self) -> bool:
        return self.role in PARTNER_ROLES

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    def with_purpose(self, purpose: str) -> "Actor":
        return replace(self, purpose=purpose)

    def known_as(self, person_id: uuid.UUID) -> "Actor":
        """The same account, now that the human being behind it is known."""
        return replace(self, person_id=person_id)

    def on_behalf(self, channel: str = "counter") -> "Actor":
        """The same member of staff, assisting a client through ``channel``."""
        return replace(self, assisted=True, channel=channel)


SYSTEM = Actor(role="system", channel="system")
VISITOR = Actor()
