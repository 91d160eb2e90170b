"""`./pes bench matching`: our engine and the engines that a user would pick instead, on the same made-up country.

- `country`, `corpus`, `seekers`: the seeded country, its vacancies as columns and its jobseekers as profiles; all synthetic
- `table`, `truth`: what every engine indexes, and the brute force that says what the right answer is
- `meters`: one core, its clock, its memory bandwidth
- `engines/`: ours and each peer, used as its own expert would use it
- `contest`, `appending`, `batching`, `congestion`, `growing`: one module for each part of the bench
"""
