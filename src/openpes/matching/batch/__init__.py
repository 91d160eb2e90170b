"""A whole country at once: everyone's best vacancies by the same kernel, on one machine or on an existing cluster.

A job is a folder: the packed vacancies as memory-mapped files, what the engine is told besides them, and the jobseekers in parts. It is
all that a worker reads: no database, no Django. Every runner gives the same rows and the same checksum.
"""
