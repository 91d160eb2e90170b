"""`./pes bench melo`: titles of national classifications to ESCO, beside plain letter TF-IDF of the same run."""

import argparse
from pathlib import Path

from openpes.console.output import emit, say

HELP = "Measure the coding of job titles on sets of the MELO form (ZIPs or folders)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sets", metavar="ZIP_OR_FOLDER", nargs="+", type=Path, help="queries, corpus_elements and annotations")
    parser.add_argument("--model", action="store_true", help="add the optional language model (openpes[model])")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings

    from openpes.console.textbench import files, melo, model

    given = [files.title_set(path) for path in options.sets]
    meaning = model.opened(Path(settings.DATA) / "cache") if options.model else None
    results = []
    for each in given:
        say(f"{each.name}: {len(each.queries)} titles, {len(each.elements)} labels")
        result = melo.measure(each, meaning, model.told)
        results.append(result)
        if meaning:
            meaning.keep()
        if not options.json:
            say(
                f"   MRR {result['mrr']:.3f} (letters {result['baseline_mrr']:.3f}, within words "
                f"{result['within_words_mrr']:.3f}), first place {result['r1']:.3f}, first ten {result['r10']:.3f}, "
                f"{result['queries_per_s']} titles/s"
            )
    if options.json:
        emit(results)
    return 0
