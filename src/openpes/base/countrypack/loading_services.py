"""Rules, lists and wordings: registration, legal bases, target groups, records, employers, weights."""

import re
from collections.abc import Iterable
from typing import Any

from . import model
from .fields import Record
from .numbers import DocumentType, known_check
from .sources import PackFiles, TomlFile

LARGEST_WEIGHT = 1_000_000
KNOWN_FROM = ("birth_date", "registration", "place", "sex", "answer", "none")
RECORD_KINDS = (
    "registration", "person_profile", "note", "message", "application", "placement", "vacancy", "employer",
    "document", "service_event", "access_log", "audit", "session", "outbox",
)  # fmt: skip


def _unique(files: PackFiles, file: TomlFile, name: str, rows: Iterable[Any], key: str = "code") -> None:
    seen: set[str] = set()
    for at, row in enumerate(rows):
        code = getattr(row, key)
        if code in seen:
            line = file.lines.get((name, str(at), key), file.lines.get((name, str(at)), 1))
            files.note(file.file, line, f"'{code}' was already used in [[{name}]].", "Give it another code.")
        seen.add(code)


def _needed(files: PackFiles, file: TomlFile, name: str, rows: tuple[Any, ...]) -> None:
    if not rows and not file.broken and name not in file.data:
        files.note(file.file, 1, f"There is no [[{name}]].", "Add at least one.")


def _list(files: PackFiles, file: TomlFile, name: str, make: Any, *, key: str = "code") -> Any:
    rows = files.build(file.records(name), make)
    _unique(files, file, name, rows, key)
    _needed(files, file, name, rows)
    return rows


def read_registration(files: PackFiles) -> dict[str, Any]:
    file = files.toml("registration.toml")
    return {
        "statuses": _list(files, file, "status", _status),
        "end_reasons": _list(files, file, "end_reason", _end_reason),
        "document_types": _list(files, file, "document_type", _document_type),
    }


def _status(r: Record) -> model.RegistrationStatus:
    return model.RegistrationStatus(
        code=r.code(),
        name=r.localised("name"),
        help=r.localised("help"),
        unemployed=r.yes_no("unemployed"),
        needs_recall_date=r.yes_no("needs_recall_date", False),
    )


def _end_reason(r: Record) -> model.EndReason:
    return model.EndReason(
        code=r.code(),
        name=r.localised("name"),
        into_work=r.yes_no("into_work"),
        needs_officer=r.yes_no("needs_officer", False),
    )


def _document_type(r: Record) -> DocumentType:
    pattern, check = r.text("pattern", ""), r.text("check", "none")
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise r.fault("pattern", f"The pattern cannot be read: {wrong}.", "Try: [0-9]{9}") from None
    if not known_check(check):
        raise r.fault("check", f"The check '{check}' is not known.", "Use none, luhn, mod97 or stdnum:xx.name")
    kind = DocumentType(
        code=r.code(),
        name=r.localised("name"),
        issuer=r.localised("issuer"),
        pattern=pattern,
        check=check,
        example=r.text("example", ""),
        proves_identity=r.yes_no("proves_identity"),
    )
    if kind.example and not kind.accepts(kind.example):
        raise r.fault(
            "example",
            f"The example {kind.example} does not pass the pattern and the check.",
            "Correct the pattern, the check or the example.",
        )
    return kind


def read_entry_rules(files: PackFiles, statuses: set[str]) -> tuple[model.EntryRule, ...]:
    def make(r: Record) -> model.EntryRule:
        for status in r.texts("statuses"):
            if status not in statuses:
                raise r.fault("statuses", f"'{status}' is no status of registration.toml.", "Correct or add it.")
        condition = r.choice("condition", model.CONDITIONS)
        numbered = condition in model.NUMBERED_CONDITIONS
        starts, ends = r.date("from"), r.optional_date("to")
        if ends and ends < starts:
            raise r.fault("to", "The rule ends before it begins.", "Put 'to' after 'from'.")
        return model.EntryRule(
            id=r.code("id"),
            statuses=r.texts("statuses"),
            condition=condition,
            value=r.integer("value", most=10_000) if numbered else None,
            consequence=r.choice("consequence", model.CONSEQUENCES),
            text=r.localised("text"),
            law=r.text("law"),
            paragraph=r.text("paragraph"),
            from_date=starts,
            to_date=ends,
        )

    return tuple(_list(files, files.toml("entry_rules.toml"), "rule", make, key="id"))


def read_legal_basis(files: PackFiles) -> dict[str, Any]:
    file = files.toml("legal_basis.toml")

    def wording(r: Record) -> model.Wording:
        return model.Wording(r.integer("version", least=1), r.date("from"), r.localised("text"))

    made: list[model.Purpose] = []
    for at, record in enumerate(file.records("purpose")):

        def make(r: Record, at: int = at) -> model.Purpose:
            wordings = files.build(file.children(r, at, "purpose", "wording"), wording)
            if not wordings:
                raise r.fault(None, "The purpose has no wording.", "Add [[purpose.wording]] below it.")
            return model.Purpose(
                code=r.code(),
                name=r.localised("name"),
                basis=r.choice("basis", model.LEGAL_BASES),
                citation=r.text("citation", ""),
                wordings=tuple(sorted(wordings, key=lambda w: w.from_date)),
            )

        made.extend(files.build([record], make))
    purposes = tuple(made)
    _unique(files, file, "purpose", purposes)
    _needed(files, file, "purpose", purposes)
    return {"purposes": purposes}


def read_target_groups(files: PackFiles) -> dict[str, Any]:
    def make(r: Record) -> model.TargetGroup:
        return model.TargetGroup(
            code=r.code(),
            name=r.localised("name"),
            may_be_collected=r.choice("may_be_collected", model.COLLECTION),
            known_from=r.choice("known_from", KNOWN_FROM),
            help=r.localised("help"),
            citation=r.text("citation"),
        )

    return {"target_groups": _list(files, files.toml("target_groups.toml"), "group", make)}


def read_records(files: PackFiles) -> dict[str, Any]:
    file = files.toml("records.toml")

    def withholding(r: Record) -> model.WithholdingClass:
        return model.WithholdingClass(
            r.code(), r.localised("name"), r.integer("review_months", least=1, most=120), r.text("citation")
        )

    def template(r: Record) -> model.NoteTemplate:
        return model.NoteTemplate(r.code(), r.localised("name"), r.localised("body"))

    def retention(r: Record) -> model.Retention:
        return model.Retention(
            record=r.choice("record", RECORD_KINDS),
            months=r.integer("months", least=1, most=1200),
            starts=r.text("starts"),
            action=r.choice("action", model.RETENTION_ACTIONS),
            citation=r.text("citation"),
        )

    return {
        "withholding_classes": _list(files, file, "withholding", withholding),
        "note_templates": _list(files, file, "note_template", template),
        "retention": _list(files, file, "retention", retention, key="record"),
    }


def read_employers(files: PackFiles) -> dict[str, Any]:
    file = files.toml("employers.toml")

    def kind(r: Record) -> model.EmployerKind:
        return model.EmployerKind(r.code(), r.localised("name"), r.yes_no("needs_licence", False), r.yes_no("informal", False))

    def tier(r: Record) -> model.VerificationTier:
        return model.VerificationTier(
            code=r.code(),
            name=r.localised("name"),
            help=r.localised("help"),
            proofs=r.texts("proofs"),
            open_vacancies=r.integer("open_vacancies"),
            sees_candidates=r.yes_no("sees_candidates"),
        )

    def closing(r: Record) -> model.ClosingReason:
        filled, by_service = r.yes_no("filled"), r.yes_no("filled_by_service", False)
        if by_service and not filled:
            raise r.fault("filled_by_service", "It is filled by us but not filled.", "Write filled = true")
        return model.ClosingReason(r.code(), r.localised("name"), filled, by_service)

    return {
        "employer_kinds": _list(files, file, "kind", kind),
        "tiers": _list(files, file, "tier", tier),
        "closing_reasons": _list(files, file, "closing_reason", closing),
    }


def read_match_weights(files: PackFiles) -> dict[str, Any]:
    def make(r: Record) -> model.MatchWeights:
        weights = r.values.get("weights")
        r.read.add("weights")
        if not isinstance(weights, dict) or not weights:
            raise r.fault("weights", "'weights' is missing.", "Add lines such as weights.skills = 280000")
        for factor, weight in weights.items():
            if isinstance(weight, bool) or not isinstance(weight, int) or not 0 <= weight <= LARGEST_WEIGHT:
                raise r.fault(
                    "weights",
                    f"The weight of '{factor}' is {weight!r}.",
                    f"Use a whole number of millionths, 0 to {LARGEST_WEIGHT}.",
                )
        if sum(weights.values()) != LARGEST_WEIGHT:
            raise r.fault(
                "weights",
                f"The weights add up to {sum(weights.values())}.",
                f"They must add up to {LARGEST_WEIGHT} (millionths).",
            )
        return model.MatchWeights(
            version=r.integer("version", least=1),
            in_force_from=r.date("in_force_from"),
            weights=dict(weights),
            hard=r.texts("hard"),
            consulted_with=r.texts("consulted_with"),
            approved_by=r.text("approved_by"),
            note=r.localised("note", required=False),
        )

    return {
        "match_weights": _list(files, files.toml("match_weights.toml"), "weights_version", make, key="version"),
    }
