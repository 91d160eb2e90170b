"""What may stand in a cell of an answer sheet when it is read for tabulation."""

from .specification import SERVICES, STAFF, TARGET_GROUPS, TECHNOLOGIES
from .tabulate import SINGLE_SELECT

YES_NO = {"1": 1, "0": 0, "yes": 1, "no": 0}
RANK = {str(n): n for n in range(1, 7)}
# "Not experienced" is 0; sheets that only say whether a challenge was named hold 0 or 1.
IMPORTANCE = {str(n): n for n in range(4)}
OPTIONS = {
    "q1_2_1": ("policy_document", "resource_allocation", "egov_alignment"),
    "q1_3": ("consent", "anonymisation", "third_party_sharing", "breach_notification", "own_record_access", "transparency"),
    "q1_4": ("internal_awareness", "authentication", "threat_strategy", "no_third_party_control", "security_technology"),
    "q1_5": ("power", "cyberattack", "data_loss", "data_theft"),
    "q1_6": ("active_participation", "seeking_validation", "requesting_opinion", "sharing_information", "not_involved"),
    "q2_4": tuple(TARGET_GROUPS),
    "q3_2": ("basic_it", "digital_rights", "basic_data", "advanced_analytics"),
    "q3_x": ("group_training", "coaching", "municipal_collaboration", "online_outreach", "none"),
    "q4_1": ("collection", "preprocessing", "integration", "ai_analysis"),
    "q5_2": ("free_staff_time", "customer_experience", "access", "time_savings", "transparency"),
    **SINGLE_SELECT,
}
RANKED = ("lower_costs", "performance", "expand_coverage", "policy_directive", "client_needs", "tech_trends")
CHALLENGES = (
    *("staff_upskilling", "data_protection", "client_skills", "interoperability", "infrastructure", "vision_strategy"),
    *("obsolescence", "redundant_solutions", "silos", "human_balance", "data_quality", "digital_staff", "financing"),
)
METHODS = ("learning_by_doing", "regular_training", "targeted_training", "self_learning")

# Cell id → {what is written: the number it stands for}.
ALLOWED: dict[str, dict[str, int]] = {
    "q1_2": YES_NO,
    "q1_5": YES_NO,
    **{f"{question}.{option}": YES_NO for question, options in OPTIONS.items() for option in options},
    **{f"q2_1.{technology}.{service}": YES_NO for technology in TECHNOLOGIES.values() for service in SERVICES},
    **{f"q3_1.{method}.{who}": YES_NO for method in METHODS for who in STAFF},
    **{f"q1_1.{driver}": RANK for driver in RANKED},
    **{f"q5_1.{challenge}": IMPORTANCE for challenge in CHALLENGES},
}
