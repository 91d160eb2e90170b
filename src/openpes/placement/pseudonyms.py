"""What stands for a person until they agree to be known: the same for one vacancy, another for the next."""

import uuid

from openpes.base.ids import ALPHABET
from openpes.trust.keys import keyed_hash

LENGTH = 5


def token_of(vacancy_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """What a page sends back instead of an id: 24 hex digits that nobody outside can make or turn round."""
    return keyed_hash("nameless", f"{vacancy_id}:{person_id}")[:24]


def pseudonym_of(vacancy_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """A short name such as "K7M2T"."""
    number = int(keyed_hash("pseudonym", f"{vacancy_id}:{person_id}")[:16], 16)
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
