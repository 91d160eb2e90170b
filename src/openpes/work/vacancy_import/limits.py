"""How much of a file is believed. Every limit has its own problem code, so that a report can name it."""

from __future__ import annotations

KIB, MIB, GIB = 1024, 1024**2, 1024**3

MAX_BYTES = 8 * GIB  # of a plain file, or of what a packed one unpacks to
MAX_RATIO = 200  # unpacked : packed; real adverts pack about 4 to 20 times
RATIO_COUNTS_FROM = 16 * MIB

MAX_LINE = 8 * MIB  # characters of one line of a table
MAX_DOCUMENT = 64 * MIB  # characters of one JSON document that is not a list or lines
MAX_RECORD = 4 * MIB  # characters of one advert in a JSON list
MAX_COLUMNS = 500
MAX_CELL = 131_072  # characters; the limit of Python's csv module as well
MAX_SHEET_CELLS = 20_000_000
MAX_SHEET_BYTES = 512 * MIB
MAX_SHEET_PARTS = 10_000

MAX_TITLE = 300
MAX_EMPLOYER = 300
MAX_REFERENCE = 120
MAX_SHORT = 200  # localities, categories and other short facts
MAX_URL = 500
MAX_TEXT = 40_000  # characters of the advert's text; the rest is cut and the cut is reported
MAX_PLACES = 20
MAX_PROBLEMS = 50_000  # after so many rejected rows the file is not what it claims to be

FIRST_YEAR, LAST_YEAR = 1990, 2100
