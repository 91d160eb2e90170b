"""`./pes bench skills`: sentences of adverts to ESCO skills, beside plain letter TF-IDF of the same run."""

import argparse
from pathlib import Path

from openpes.console.output import PlainError, emit, say

HELP = "Measure how well skills are found in sentences of adverts (CSV with the columns sentence and label)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sets", metavar="FILE.csv", nargs="+", type=Path, help="columns sentence, span, sub_span, label")
    parser.add_argument("--esco", metavar="DIR", type=Path, required=True, help="folder with the ZIPs of ESCO")
    parser.add_argument("--model", action="store_true", help="add the optional language model (openpes[model])")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings

    from openpes.console.textbench import files, model, sentences
    from openpes.work.taxonomy import esco
    from openpes.work.taxonomy.content import UnusableTaxonomy

    given = [files.sentence_set(path) for path in options.sets]
    relations, classifications = files.esco_files(options.esco)
    say("Reading ESCO")
    try:
        content = esco.read(classifications, relations)
    except UnusableTaxonomy as error:
        raise PlainError(str(error)) from error
    judged = [sentences.with_codes(each, content.skills) for each in given]
    say(f"Building the rankers over {len(content.skills)} skills")
    baseline = sentences.letters(content.skills)
    meaning = model.opened(Path(settings.DATA) / "cache") if options.model else None
    ours = sentences.ranked_by_us(content, meaning, model.told)
    results = []
    for each in judged:
        result = sentences.measure(each, ours, baseline)
        results.append(result)
        if not options.json:
            say(
                f"{each.name}: {result['sentences']} sentences, RP@5 {result['rp5']} (letters {result['baseline_rp5']}), "
                f"RP@10 {result['rp10']} (letters {result['baseline_rp10']}), {result['sentences_per_s']} sentences/s"
            )
    if meaning:
        meaning.keep()
    if options.json:
        emit(results)
    return 0
