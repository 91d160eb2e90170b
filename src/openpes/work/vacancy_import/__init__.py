"""Reading vacancies from files of other services: tables and schema.org JobPosting.

Everything in this folder is pure: bytes in, plain values out, no Django, no clock, no database.
Bad data never raises; it becomes a :class:`~openpes.work.vacancy_import.records.Problem` with its line.
The order of reading is in ``reading.read_file``.
"""
