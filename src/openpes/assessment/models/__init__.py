"""Tables of the assessment: answer sheets, evidence, registers, road map."""

from .sheets import (
    Answer,
    AnswerChange,
    AnswerComment,
    AnswerSheet,
    Doubt,
    SheetFile,
    SheetPart,
    SheetStep,
    SurveyAgency,
)

__all__ = [
    "Answer", "AnswerChange", "AnswerComment", "AnswerSheet", "Doubt", "SheetFile", "SheetPart", "SheetStep", "SurveyAgency",
]  # fmt: skip
