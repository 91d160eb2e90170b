"""`./pes bench relevance`: ten shipped profiles against the imported vacancies, judged by group and by title."""

import argparse
import time

from openpes.console.output import PlainError, emit, say

HELP = "Match ten shipped profiles with the imported vacancies: how many of the first ten are of the same kind of work"
SMALL = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help=f"only the first {SMALL} vacancies of the index")


def run(options: argparse.Namespace) -> int:
    import numpy as np

    from openpes.console import preparing
    from openpes.console.relevance import TARGET, Bench, real_vacancies, shipped_profiles

    preparing.database()
    began = time.monotonic()
    bench = Bench()
    allowed = real_vacancies(bench.view)
    if not allowed.any():
        raise PlainError(
            "There are no imported vacancies here. First: ./pes import taxonomy, then ./pes import vacancies FILE (docs/imports.md)."
        )
    if options.small:
        allowed &= np.cumsum(allowed) <= SMALL
    results = [bench.run(profile, allowed) for profile in shipped_profiles()]
    met = sum(result["met"] for result in results)
    summary = {
        "vacancies": int(allowed.sum()),
        "profiles": len(results),
        "target": TARGET,
        "met": met,
        "weights_version": bench.knowledge.weights.version,
        "seconds": round(time.monotonic() - began, 1),
        "results": results,
    }
    if options.json:
        emit(summary)
        return 0
    for result in results:
        say(
            f"{result['profile']}: {result['same_group']} of 10 by ISCO minor group {'/'.join(result['groups'])}, "
            f"{result['same_by_title']} by title; {result['available']} such vacancies in all"
        )
        for each in result["first"]:
            say(
                f"   {'+' if each['same_group'] else '-'}{'+' if each['same_by_title'] else '-'} {each['isco08']} {each['title']}"
            )
    say(f"{met} of {len(results)} profiles reach {TARGET} of 10, out of {summary['vacancies']} vacancies; {summary['seconds']} s")
    return 0
