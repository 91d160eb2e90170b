"""What a code of the import report means, in words. One sentence each; ``detail`` follows it where there is one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .mapping import MappingProblem

WORDS = {
    "cannot_open": gettext_noop("The file cannot be opened."),
    "empty_file": gettext_noop("The file is empty."),
    "not_unpackable": gettext_noop("The packed file is damaged or cut off."),
    "unpacks_too_large": gettext_noop("The file unpacks to far more than it should. It may be made to do harm."),
    "file_too_large": gettext_noop("The file is larger than 8 GB."),
    "line_too_long": gettext_noop("A line is too long. A closing quote may be missing."),
    "document_too_large": gettext_noop("The JSON document is too large. Give it as one vacancy a line."),
    "not_a_workbook": gettext_noop("This is no workbook that can be read. Save it as .xlsx or as CSV."),
    "sheet_too_large": gettext_noop("The workbook is too large. Save it as CSV."),
    "too_many_columns": gettext_noop("The table has more than 500 columns."),
    "no_header": gettext_noop("The table has no first row with the names of the columns."),
    "missing_columns": gettext_noop("Columns that are needed are not in the table."),
    "too_many_problems": gettext_noop("Too many rows are wrong. This is probably not the right kind of file."),
    "broken_list": gettext_noop("The list is damaged here. What follows was not read."),
    "reader_ended": gettext_noop("Reading ended unexpectedly. What follows was not read."),
    "too_much_memory": gettext_noop("Reading this file needs too much memory. It may be made to do harm."),
    "encoding_guessed": gettext_noop("The file does not say its encoding. Read as"),
    "not_json": gettext_noop("This is not JSON."),
    "not_a_posting": gettext_noop("There is no JobPosting here."),
    "no_title": gettext_noop("The title is missing."),
    "no_employer": gettext_noop("The employer is missing."),
    "title_too_long": gettext_noop("The title is longer than 300 characters."),
    "employer_too_long": gettext_noop("The employer's name is longer than 300 characters."),
    "reference_too_long": gettext_noop("The reference is longer than 120 characters."),
    "too_many_cells": gettext_noop("The row has more cells than there are columns. A comma may stand in a cell without quotes."),
    "too_few_cells": gettext_noop("The row has fewer cells than there are columns. The missing ones count as empty."),
    "cell_too_large": gettext_noop("A cell is larger than 131,072 characters. A closing quote may be missing."),
    "not_a_row": gettext_noop("The row cannot be read."),
    "reference_made": gettext_noop("The row has no reference. One was made from title, employer and place."),
    "text_cut": gettext_noop("The text is longer than 40,000 characters. It was cut."),
    "bad_date": gettext_noop("A date cannot be read and was left out."),
    "bad_coordinates": gettext_noop("The coordinates are not possible and were left out."),
    "bad_positions": gettext_noop("The number of places is not a number from 1 to 10,000 and was left out."),
    "bad_url": gettext_noop("The web address is not one and was left out."),
    "bad_isco": gettext_noop("The occupation code is not one of ISCO-08 and was left out."),
    "unknown_audience": gettext_noop("The mapping does not say who may see this row. It was taken as internal."),
    "unknown_employment_type": gettext_noop("The kind of employment is not known and was left out."),
    "too_many_places": gettext_noop("There are more than 20 places. The first 20 were taken."),
    "closes_before_posted": gettext_noop("The last day lies before the day of posting and was left out."),
    "merged": gettext_noop("Same reference as an earlier row; the two are one vacancy. Earlier line"),
    "merged_differs": gettext_noop("Same reference as an earlier row, but not the same facts; the earlier ones were kept. Earlier line"),
    "ends_do_not_fit": gettext_noop("The two ends of the pay do not fit together. The pay is kept in words only."),
    "ambiguous_number": gettext_noop("The pay can be read in two ways. It is kept in words only."),
    "too_large": gettext_noop("The pay is too large to be true. It is kept in words only."),
    "too_long": gettext_noop("The pay is longer than 300 characters and was not read."),
    "figures_without_words": gettext_noop("The pay in words names no amount, so the figures beside it were left out."),
    "figures_differ": gettext_noop("The figures beside the pay in words say something else. The words were taken."),
    "pay_below_minimum": gettext_noop("The pay is below the legal minimum. A person of the service must look at it first."),
    "employer_blocked": gettext_noop("The employer is blocked. A person of the service must look at it first."),
    "withdrawn": gettext_noop("No longer in the source's complete file."),
    "withdraws_too_much": gettext_noop("More than half of the source's vacancies are missing from this file. Nothing was withdrawn."),
}  # fmt: skip


def reason_text(reason: str) -> str:
    """The stored reason ("code" or "code: detail") as a sentence in the language in force."""
    code, _mark, detail = reason.partition(": ")
    words = WORDS.get(code)
    sentence = _(words) if words else code
    return f"{sentence} ({detail})" if detail else sentence


MAPPING_WORDS = {
    "mapping_too_large": gettext_noop("The mapping file is too large."),
    "mapping_not_toml": gettext_noop("The mapping file is not TOML."),
    "mapping_without_title": gettext_noop("The mapping does not say which column is the title."),
    "mapping_unknown_name": gettext_noop("The mapping has a name that is not known."),
    "mapping_bad_value": gettext_noop("The mapping has a value that cannot be used."),
}


def mapping_text(problem: MappingProblem) -> str:
    """What is wrong with a mapping file and where, as a sentence in the language in force."""
    place = " ".join(part for part in (problem.where, problem.detail) if part)
    sentence = _(MAPPING_WORDS[problem.what])
    return f"{sentence} ({place})" if place else sentence
