"""Errors of business acts. Pages show ``message`` beside ``field``; the API sends ``code``."""


class ActionError(Exception):
    """An act that cannot be done now. Nothing was written."""

    code = "invalid"

    def __init__(self, message: object, *, field: str = "", code: str = ""):
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code or self.code

    def __str__(self) -> str:
        return str(self.message)


class InvalidInput(ActionError):
    """Something typed is not usable; ``field`` names it."""

    code = "invalid"


class NotAllowed(ActionError):
    """This actor may not do or see this."""

    code = "not_allowed"


class NotFound(ActionError):
    """No such thing, or not for this actor (the two are not told apart)."""

    code = "not_found"


class Conflict(ActionError):
    """Somebody else was faster, or the state does not allow the step."""

    code = "conflict"


class TooMany(ActionError):
    """A limit of attempts or readings was reached; it opens again after ``retry_after`` seconds."""

    code = "too_many"

    def __init__(self, message: object, *, field: str = "", code: str = "", retry_after: int = 60):
        super().__init__(message, field=field, code=code)
        self.retry_after = retry_after
