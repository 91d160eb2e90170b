"""Acts on strategies, the plan, targets and weights."""

from .closing import confirm_closing, decline_closing, propose_closings, rerun_plan
from .plan import change_action, plan_action, remove_budget_line, set_budget_line
from .strategies import add_document, record_strategy
from .targets import review_target, set_target
from .weights import set_weights

__all__ = [
    "add_document",
    "change_action",
    "confirm_closing",
    "decline_closing",
    "plan_action",
    "propose_closings",
    "record_strategy",
    "remove_budget_line",
    "rerun_plan",
    "review_target",
    "set_budget_line",
    "set_target",
    "set_weights",
]
